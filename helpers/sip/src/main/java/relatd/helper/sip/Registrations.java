// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.helper.Decision;
import relatd.helper.Offer;
import relatd.helper.OfferRules;
import relatd.helper.Options;
import relatd.helper.Payload;
import relatd.helper.Transport;

/// Registrations (RFC 3261, section 10): when the registrar has agreed, calls to the contact are
/// expected for as long as it agreed to.
///
/// Nothing changes before the answer, and nothing by a refusal of the registrar: a phone whose
/// renewal fails can be called until its time is over.
final class Registrations {
  /// Unanswered registrations, and agreed ones, that are remembered.
  private static final int MOST = 32;

  private static final int MOST_CONTACTS = 8;
  private static final int MIN_PORT = 1_024;
  private static final long DEFAULT_EXPIRES = 3_600;
  private static final long SECOND = 1_000_000_000L;

  /// A contact that somebody wants to be called at.
  ///
  /// @param flaw why it cannot be; empty when it can
  private record Contact(Endpoint endpoint, long expires, String flaw) {}

  /// A registration without an answer yet.
  private record Attempt(
      String callId, long cseq, Direction sender, List<Contact> contacts, boolean removesAll) {}

  /// What is expected for a contact of an address of record.
  private record Binding(String record, Endpoint contact, Expectation expectation, long until) {}

  private final Connection master;
  private final Options options;
  private final SipSettings settings;
  private final List<Attempt> attempts = new ArrayList<>(0);
  private final List<Binding> bindings = new ArrayList<>(0);
  private final NameAddress address = new NameAddress();

  Registrations(Connection master, Options options, SipSettings settings) {
    this.master = master;
    this.options = options;
    this.settings = settings;
  }

  /// A REGISTER: what it asks for is remembered.
  void request(SipMessage message, Direction sender) {
    if (master.isExpected() || find(message, sender) != null) {
      return;
    }
    List<Contact> contacts = new ArrayList<>();
    boolean removesAll = false;
    long expires = headerExpires(message, DEFAULT_EXPIRES);
    for (int i = 0; i < message.fields(); i++) {
      if (message.name(i) == HeaderName.CONTACT) {
        removesAll |= isStar(message, i);
        read(message, i, sender, expires, contacts);
      }
    }
    if (contacts.isEmpty() && !removesAll) {
      return; // only asks what is registered
    }
    if (attempts.size() == MOST) {
      attempts.removeFirst();
    }
    attempts.add(new Attempt(callId(message), message.cseq(), sender, contacts, removesAll));
  }

  /// An answer to a REGISTER; what it agrees to is expected.
  void response(SipMessage message, Direction sender, long nanos, Consumer<Decision> decisions) {
    Attempt attempt = message.code() < 200 ? null : find(message, sender.opposite());
    if (attempt == null) {
      return;
    }
    attempts.remove(attempt);
    if (message.code() >= 300) {
      return;
    }
    List<Contact> agreed = new ArrayList<>();
    for (int i = 0; i < message.fields(); i++) {
      if (message.name(i) == HeaderName.CONTACT) {
        read(message, i, sender.opposite(), headerExpires(message, -1), agreed);
      }
    }
    String record = record(message);
    withdrawUnlisted(record, attempt, agreed, decisions);
    for (Contact wanted : attempt.contacts()) {
      find(agreed, wanted.endpoint())
          .ifPresent(listed -> agree(record, attempt, wanted, listed, nanos, decisions));
    }
  }

  /// Seconds from now on that the longest registration lasts; 0 without one.
  int longest(long nanos) {
    long longest = 0;
    for (int i = 0; i < bindings.size(); i++) {
      longest = Math.max(longest, (bindings.get(i).until() - nanos) / SECOND);
    }
    return (int) longest;
  }

  private void agree(
      String record,
      Attempt attempt,
      Contact wanted,
      Contact listed,
      long nanos,
      Consumer<Decision> decisions) {
    if (!wanted.flaw().isEmpty()) {
      decisions.accept(new Decision.Refuse(wanted.flaw()));
      return;
    }
    long agreed = listed.expires() < 0 ? wanted.expires() : listed.expires();
    int expires = (int) Math.min(agreed, settings.maxExpires());
    if (expires <= 0 || wanted.expires() == 0) {
      return; // withdrawn already
    }
    Expectation expectation = expectation(attempt.sender(), wanted.endpoint(), expires);
    bindings.removeIf(one -> one.contact().equals(wanted.endpoint()));
    if (bindings.size() == MOST) {
      bindings.removeFirst();
    }
    bindings.add(new Binding(record, wanted.endpoint(), expectation, nanos + expires * SECOND));
    decisions.accept(new Decision.ExpectIfFree(List.of(expectation)));
  }

  /// A binding that the registrar does not list any more, or that was to be removed, is over.
  private void withdrawUnlisted(
      String record, Attempt attempt, List<Contact> agreed, Consumer<Decision> decisions) {
    for (int i = bindings.size() - 1; i >= 0; i--) {
      Binding binding = bindings.get(i);
      boolean stays =
          !attempt.removesAll()
              && find(agreed, binding.contact()).filter(one -> one.expires() != 0).isPresent()
              && find(attempt.contacts(), binding.contact())
                  .filter(one -> one.expires() == 0)
                  .isEmpty();
      if (binding.record().equals(record) && !stays) {
        bindings.remove(i);
        decisions.accept(new Decision.Withdraw(binding.expectation()));
      }
    }
  }

  private Expectation expectation(Direction sender, Endpoint contact, int expires) {
    Endpoint self = master.realSelf(sender);
    Offer offer =
        Offer.by(master, sender, transport(), contact.port())
            .policyClass(SipHelper.SIGNALLING)
            .permanent()
            .timeout(expires)
            .toSavedEndpoint()
            .followedBy("sip");
    boolean direct = settings.directSignalling() || master.isNat();
    Expectation expectation = direct ? offer.build() : offer.fromAnybody().build();
    return contact.port() == self.port()
        ? expectation.toPort(master.publicSelf(sender).port())
        : expectation;
  }

  /// Reads the values of one Contact field.
  private void read(
      SipMessage message, int field, Direction sender, long expires, List<Contact> into) {
    Payload text = message.payload();
    int to = message.to(field);
    for (int at = message.from(field); at < to && into.size() < MOST_CONTACTS; ) {
      int end = Params.valueEnd(text, at, to);
      if (address.read(text, at, end) && !address.isForOther(transport().name())) {
        long own = address.expires();
        Optional<Endpoint> endpoint = address.endpoint();
        if (endpoint.isPresent()) {
          Endpoint real = real(endpoint.get(), sender);
          into.add(new Contact(real, own < 0 ? expires : own, flaw(real, sender)));
        }
      }
      at = end + 1;
    }
  }

  /// A registrar behind NAT knows the contact by its public endpoint.
  private Endpoint real(Endpoint named, Direction sender) {
    if (named.equals(master.publicSelf(sender))) {
      return master.realSelf(sender);
    }
    Address publicSelf = master.publicSelf(sender).address();
    return named.address().equals(publicSelf)
        ? new Endpoint(master.realSelf(sender).address(), named.port())
        : named;
  }

  private String flaw(Endpoint contact, Direction sender) {
    if (!contact.address().equals(master.realSelf(sender).address())) {
      return "third-party contact " + contact.address();
    }
    return OfferRules.isOwnPort(contact.port(), options, MIN_PORT)
        ? ""
        : "contact port " + contact.port();
  }

  private static Optional<Contact> find(List<Contact> contacts, Endpoint endpoint) {
    return contacts.stream().filter(one -> one.endpoint().equals(endpoint)).findFirst();
  }

  private Attempt find(SipMessage message, Direction sender) {
    int field = message.field(HeaderName.CALL_ID);
    for (int i = 0; i < attempts.size(); i++) {
      Attempt one = attempts.get(i);
      if (one.cseq() == message.cseq()
          && one.sender() == sender
          && Chars.equal(message.payload(), message.from(field), message.to(field), one.callId())) {
        return one;
      }
    }
    return null;
  }

  private Transport transport() {
    return master.protocol() == Transport.TCP.number() ? Transport.TCP : Transport.UDP;
  }

  private static boolean isStar(SipMessage message, int field) {
    return Chars.equal(message.payload(), message.from(field), message.to(field), "*");
  }

  private static long headerExpires(SipMessage message, long otherwise) {
    int field = message.field(HeaderName.EXPIRES);
    long expires =
        field < 0
            ? -1
            : Chars.number(message.payload(), message.from(field), message.to(field), 0xffff_ffffL);
    return expires < 0 ? otherwise : expires;
  }

  private static String callId(SipMessage message) {
    int field = message.field(HeaderName.CALL_ID);
    return message.payload().text(message.from(field), message.to(field));
  }

  /// The address of record is the URI in To.
  private String record(SipMessage message) {
    int field = message.field(HeaderName.TO);
    if (field < 0) {
      return "";
    }
    Payload text = message.payload();
    int to = Params.begin(text, message.from(field), message.to(field));
    return text.text(message.from(field), to);
  }
}
