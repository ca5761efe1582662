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
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.helper.Decision;
import relatd.helper.Payload;

/// Writes the endpoints of a translated connection into a message as its receiver knows them.
///
/// ```
///   named                          written
///   the sender's real endpoint     its public one
///   the endpoint it sends to       the receiver's real one
/// ```
///
/// Everything else stays: Call-ID, credentials, Refer-To, hosts that have no part in the
/// connection. Port numbers of media are written by their offers, which know what was granted.
final class Mending {
  /// Text for `[from, to)`.
  private record Edit(int from, int to, String text) {}

  private final Connection master;
  private final boolean mayForcePort;
  private final SdpBody sdp = new SdpBody();
  private final NameAddress address = new NameAddress();
  private List<Edit> edits = new ArrayList<>();
  private Payload text = new Payload();
  private Direction sender = Direction.ORIGINAL;
  private boolean register;
  private int forcedPort; // 0: the phone listens where it sends from
  private Decision.DeliverTo delivery;

  /// @param forcePort whether a phone may listen on another port than it sends from
  Mending(Connection master, boolean forcePort) {
    this.master = master;
    mayForcePort = forcePort && master.protocol() == Protocol.UDP;
  }

  void message(SipMessage message, Direction from, Consumer<Decision> decisions) {
    text = message.payload();
    sender = from;
    register = message.method() == Method.REGISTER;
    edits = new ArrayList<>();
    if (message.isRequest()) {
      requestUri(message);
    }
    for (int i = 0; i < message.fields(); i++) {
      switch (message.name(i)) {
        case VIA -> {
          if (i == message.field(HeaderName.VIA)) {
            via(message, i);
          }
        }
        case CONTACT -> values(message, i, register);
        case FROM, TO, ROUTE, RECORD_ROUTE, PATH, SERVICE_ROUTE -> values(message, i, false);
        case CALL_ID, CSEQ, CONTENT_LENGTH, CONTENT_TYPE, CONTENT_ENCODING, EXPIRES -> {}
      }
    }
    body(message);
    if (sender == Direction.REPLY && forcedPort != 0) {
      decisions.accept(delivery);
    }
    if (!edits.isEmpty()) {
      List<Edit> all = edits;
      decisions.accept(
          new Decision.Rewrite((_, out) -> {
            all.forEach(one -> out.replace(one.from(), one.to() - one.from(), one.text()));
            return true;
          }));
    }
  }

  private void requestUri(SipMessage message) {
    int uri = Chars.find(text, ' ', message.start(), message.startEnd()) + 1;
    int end = Chars.skipWord(text, uri, message.startEnd());
    if (address.readUri(text, uri, end)) {
      endpoint(false);
    }
  }

  private void values(SipMessage message, int field, boolean anyPort) {
    int to = message.to(field);
    for (int at = message.from(field); at < to; ) {
      int end = Params.valueEnd(text, at, to);
      if (address.read(text, at, end)) {
        endpoint(anyPort);
      }
      at = end + 1;
    }
  }

  /// Mends host and port of the URI at hand.
  ///
  /// @param anyPort whether the address counts alone: a phone may be called at another port than
  ///   the one it registers from
  private void endpoint(boolean anyPort) {
    Optional<Endpoint> named = address.endpoint();
    Endpoint other = named.map(anyPort ? this::counterpart : this::listener).orElse(null);
    if (other == null && anyPort && named.isPresent()) {
      Address host = counterpart(named.get().address());
      other = host == null ? null : new Endpoint(host, named.get().port());
    }
    if (other == null || other.equals(named.get())) {
      return;
    }
    String host = hostText(other.address());
    if (address.hasPort()) {
      edit(address.host(), address.hostEnd(), host);
      edit(address.portFrom(), address.portEnd(), Integer.toString(other.port()));
    } else {
      String port = other.port() == address.port() ? "" : ":" + other.port();
      edit(address.host(), address.hostEnd(), host + port);
    }
  }

  /// `SIP/2.0/UDP host[:port];received=host;rport=port;maddr=host` (RFC 3261, section 20.42; RFC
  /// 3581).
  private void via(SipMessage message, int field) {
    int from = message.from(field);
    int to = Params.valueEnd(text, from, message.to(field));
    int params = Params.begin(text, from, to);
    int host = Chars.skipBlanks(text, Chars.skipWord(text, from, params), params);
    int end = Chars.trimEnd(text, host, params);
    if (!address.readHost(text, host, end)) {
      return;
    }
    Endpoint own =
        message.isRequest() ? master.realSelf(sender) : master.tuple(sender).destinationEndpoint();
    if (message.isRequest()) {
      force(address.endpoint(), own);
    }
    if (address.endpoint().filter(named -> own.equals(named) || isForced(named)).isEmpty()) {
      return;
    }
    endpoint(false);
    host(params, to, "MADDR", master.realSelf(sender).address());
    host(params, to, "RECEIVED", master.tuple(sender).destination());
    int rport = Params.find(text, params, to, "RPORT");
    int rportEnd = rport < 0 ? 0 : Params.end(text, rport, to);
    if (rport > 0
        && Chars.number(text, rport, rportEnd, 65_535) == master.tuple(sender).destinationPort()) {
      edit(rport, rportEnd, Integer.toString(master.peer(sender).port()));
    }
  }

  /// Some phones send from a port of their own and listen on the one that their Via names with
  /// their own address. (A server that knows `rport` answers to where the request came from, all
  /// others to what the Via names, which has to be the connection's.)
  private void force(Optional<Endpoint> via, Endpoint own) {
    if (!mayForcePort
        || sender != Direction.ORIGINAL
        || via.isEmpty()
        || !via.get().address().equals(own.address())) {
      return;
    }
    int port = via.get().port() == own.port() ? 0 : via.get().port();
    if (port != forcedPort) {
      forcedPort = port;
      delivery = port == 0 ? null : new Decision.DeliverTo(port);
    }
  }

  /// As [#counterpart], for a phone that listens on its forced port.
  private Endpoint listener(Endpoint named) {
    if (isForced(named)) {
      return master.publicSelf(sender);
    }
    Endpoint other = counterpart(named);
    return forcedPort != 0
            && sender == Direction.REPLY
            && master.realSelf(Direction.ORIGINAL).equals(other)
        ? new Endpoint(other.address(), forcedPort)
        : other;
  }

  /// Whether that is where the phone that speaks listens.
  private boolean isForced(Endpoint named) {
    return forcedPort != 0
        && sender == Direction.ORIGINAL
        && named.port() == forcedPort
        && named.address().equals(master.realSelf(sender).address());
  }

  private void host(int params, int to, String name, Address expected) {
    int value = Params.find(text, params, to, name);
    int end = value < 0 ? 0 : Params.end(text, value, to);
    if (value > 0 && Chars.address(text, value, end).filter(expected::equals).isPresent()) {
      edit(value, end, hostText(counterpart(expected)));
    }
  }

  /// Addresses of the description, and the length of the body that they change.
  private void body(SipMessage message) {
    int before = edits.size();
    if (sdp.find(message)) {
      SessionDescription description = SessionDescription.read(text, sdp.from(), sdp.to());
      if (!description.isIce()) {
        description.origin().ifPresent(this::own);
        description.connection().ifPresent(this::own);
        for (Media medium : description.media()) {
          medium.host.ifPresent(this::own);
          medium.rtcpHost.ifPresent(this::own);
        }
      }
    }
    int change = 0;
    for (Edit edit : edits.subList(before, edits.size())) {
      change += edit.text().length() - (edit.to() - edit.from());
    }
    for (int i = 0; i < message.fields() && change != 0; i++) {
      if (message.name(i) == HeaderName.CONTENT_LENGTH) {
        long length = Chars.number(text, message.from(i), message.to(i), SipMessage.LONGEST);
        edit(message.from(i), message.to(i), Long.toString(length + change));
      }
    }
  }

  private void own(Media.Host host) {
    Address real = master.realSelf(sender).address();
    if (host.address().filter(real::equals).isPresent()) {
      edit(host.from(), host.to(), master.publicSelf(sender).address().toString());
    }
  }

  private Endpoint counterpart(Endpoint named) {
    if (named.equals(master.realSelf(sender))) {
      return master.publicSelf(sender);
    }
    return named.equals(master.tuple(sender).destinationEndpoint()) ? master.peer(sender) : null;
  }

  private Address counterpart(Address named) {
    if (named.equals(master.realSelf(sender).address())) {
      return master.publicSelf(sender).address();
    }
    return named.equals(master.tuple(sender).destination()) ? master.peer(sender).address() : null;
  }

  private static String hostText(Address address) {
    return address.family() == Family.INET6 ? "[" + address + "]" : address.toString();
  }

  private void edit(int from, int to, String with) {
    if (!Chars.equal(text, from, to, with)) {
      edits.add(new Edit(from, to, with));
    }
  }
}
