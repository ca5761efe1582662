// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.conntrack.Protocol;
import relatd.helper.Announcement;
import relatd.helper.Decision;
import relatd.helper.Offer;
import relatd.helper.OfferRules;
import relatd.helper.Options;
import relatd.helper.rpc.PendingCalls.Question;

/// Calls and replies of one connection to a port mapper: which are asked for, and which are
/// believed.
///
/// ```
///   call:  xid, 0, RPC version 2, program, version, procedure, credential, verifier, arguments
///   reply: xid, 1, 0 (accepted), verifier, 0 (success), result                    RFC 5531, section 9
/// ```
final class PortMapperDialogue {
  static final int CALL = 0;
  static final int REPLY = 1;
  static final int RPC_VERSION = 2;

  /// Bytes of a credential or verifier (RFC 5531, section 8.2).
  private static final int LONGEST_AUTH = 400;

  private static final int LONGEST_NAME = 32;

  /// Programs of the system may have ports of the system.
  private static final int LOWEST_PORT = 1;

  /// What was asked for and is not there is told this often: too many refusals end the reading.
  private static final int MOST_NOTES = 8;

  private final XdrReader xdr = new XdrReader();
  private final PendingCalls pending = new PendingCalls();
  private final Connection master;
  private final Options options;
  private final ProgramFilter filter;
  private final PortResults results;
  private int notes;

  PortMapperDialogue(Connection master, Options options) {
    this.master = master;
    this.options = options;
    filter = ProgramFilter.of(options);
    results = new PortResults(master, xdr);
  }

  /// Whether a reply with this transaction id is waited for.
  boolean awaits(int xid, long nanos) {
    return pending.find(xid, nanos) != PendingCalls.NONE;
  }

  boolean awaitsAny() {
    return !pending.isEmpty();
  }

  void call(RpcMessage message, long nanos) {
    xdr.wrap(message);
    int xid = xdr.word();
    if (xdr.word() != CALL || xdr.word() != RPC_VERSION || !xdr.isIntact()) {
      return;
    }
    pending.remove(xid); // a number that is used again belongs to the newer call
    if (xdr.word() != ProgramFilter.PORT_MAPPER) {
      return;
    }
    int version = xdr.word();
    int procedure = xdr.word();
    xdr.word();
    xdr.data(LONGEST_AUTH).word();
    xdr.data(LONGEST_AUTH);
    if (version == 2 && procedure == 3) {
      ask(xid, Question.PORT, nanos);
    } else if (version == 4 && procedure == 11) {
      ask(xid, Question.ADDRESS_LIST, nanos);
    } else if ((version == 3 || version == 4) && procedure == 3 || version == 4 && procedure == 9) {
      ask(xid, Question.ADDRESS, nanos);
    }
  }

  /// Reads the program and, where the question has one, the transport.
  private void ask(int xid, Question question, long nanos) {
    int program = xdr.word();
    xdr.word(); // its version
    int protocol =
        switch (question) {
          case PORT -> xdr.word();
          case ADDRESS -> PortResults.protocol(xdr.data(LONGEST_NAME));
          case ADDRESS_LIST -> 0; // the answer says it
        };
    boolean known = protocol == Protocol.TCP || protocol == Protocol.UDP;
    if (xdr.isIntact() && (known || question == Question.ADDRESS_LIST)) {
      pending.add(xid, question, program, protocol, nanos);
    }
  }

  /// @param marked whether the message came in marked records
  void reply(RpcMessage message, boolean marked, long nanos, Consumer<Decision> decisions) {
    int place = pending.find(xdr.wrap(message).word(), nanos);
    if (place == PendingCalls.NONE || xdr.word() != REPLY) {
      return;
    }
    boolean denied = xdr.word() != 0;
    xdr.word();
    boolean failed = xdr.data(LONGEST_AUTH).word() != 0;
    if (denied || failed || !xdr.isIntact()) {
      return;
    }
    int protocol = pending.protocol(place);
    Optional<List<Mapping>> named =
        switch (pending.question(place)) {
          case PORT -> results.port(protocol);
          case ADDRESS -> results.address(protocol);
          case ADDRESS_LIST -> results.addressList();
        };
    if (named.isEmpty()) {
      decisions.accept(new Decision.Refuse("a malformed reply of the port mapper"));
    } else if (!pending.answer(place, digest(named.get()), nanos)) {
      decisions.accept(new Decision.Refuse("another reply to a call that was answered"));
    } else {
      believe(pending.program(place), named.get(), message.layout(marked), decisions);
    }
  }

  private void believe(
      int program, List<Mapping> named, RecordLayout layout, Consumer<Decision> decisions) {
    if (named.isEmpty()) {
      note("program " + Integer.toUnsignedString(program) + " has no port here", decisions);
    } else if (program == ProgramFilter.PORT_MAPPER) {
      note("the port mapper itself: its port is open", decisions);
    } else {
      offer(program, named, layout, decisions);
    }
  }

  private static int digest(List<Mapping> mappings) {
    int digest = 17;
    for (Mapping mapping : mappings) {
      digest = digest * 31 + mapping.port() * 256 + mapping.transport().number();
      digest = digest * 31 + mapping.address().hashCode();
    }
    return digest;
  }

  private void note(String text, Consumer<Decision> decisions) {
    if (notes < MOST_NOTES) {
      notes++;
      decisions.accept(new Decision.Refuse(text));
    }
  }

  private void offer(
      int program, List<Mapping> named, RecordLayout layout, Consumer<Decision> decisions) {
    List<Mapping> own = new ArrayList<>();
    List<Expectation> group = new ArrayList<>();
    for (Mapping mapping : named) {
      Optional<String> objection = objection(program, mapping);
      if (objection.isPresent()) {
        decisions.accept(new Decision.Refuse(objection.get()));
      } else if (!isServer(mapping.address())) {
        expect(List.of(expectation(mapping)), Optional.empty(), decisions);
      } else {
        if (own.stream().noneMatch(mapping::isSameAs)) {
          group.add(expectation(mapping));
        }
        own.add(mapping);
      }
    }
    if (!group.isEmpty()) {
      Address server = master.realSelf(Direction.REPLY).address();
      expect(
          group, Optional.of(new ResultAnnouncement(layout, List.copyOf(own), server)), decisions);
    }
  }

  /// Over UDP the connection would be forgotten long before what it expects.
  private void expect(
      List<Expectation> group, Optional<Announcement> text, Consumer<Decision> decisions) {
    decisions.accept(new Decision.Expect(group, text));
    if (master.protocol() == Protocol.UDP) {
      decisions.accept(Decision.KeepMaster.AS_EXPECTED);
    }
  }

  private Optional<String> objection(int program, Mapping mapping) {
    String what = "program " + Integer.toUnsignedString(program) + " at ";
    if (!filter.allowsProgram(program)) {
      return Optional.of(what + mapping.port() + ": not among Programs");
    }
    if (!filter.allowsPort(program, mapping.port())
        || !OfferRules.isOwnPort(mapping.port(), options, LOWEST_PORT)) {
      return Optional.of(what + "port " + mapping.port());
    }
    return OfferRules.isOwnAddress(master, Direction.REPLY, mapping.address(), options)
        ? Optional.empty()
        : Optional.of(what + mapping.address());
  }

  private boolean isServer(Address address) {
    return address.equals(master.realSelf(Direction.REPLY).address())
        || address.equals(master.publicSelf(Direction.REPLY).address());
  }

  private Expectation expectation(Mapping mapping) {
    return Offer.by(master, Direction.REPLY, mapping.transport(), mapping.port())
        .at(mapping.address())
        .permanent()
        .build();
  }
}
