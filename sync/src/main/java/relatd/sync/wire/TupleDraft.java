// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.sync.wire.ConntrackAttribute.*;

import relatd.conntrack.Address;
import relatd.conntrack.Family;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.TupleView;

/// A tuple on its way into a message or a line of text, from wherever it came.
///
/// Layer 4 is two 16-bit slots, as `union nf_conntrack_man_proto` has them: ports, or keys, or
/// (ICMP) the identifier and the bytes type, code. Reused for every tuple; nothing here allocates.
public final class TupleDraft {
  private boolean known;
  private boolean inet6;
  private long sourceHigh;
  private long sourceLow;
  private long destinationHigh;
  private long destinationLow;
  private int protocol;
  private int first;
  private int second;
  private boolean identified;

  public TupleDraft() {}

  void clear() {
    known = false;
  }

  /// Takes what the kernel says.
  public void set(TupleView view) {
    known = true;
    inet6 = view.family() == Family.INET6;
    sourceHigh = view.sourceHigh();
    sourceLow = view.sourceLow();
    destinationHigh = view.destinationHigh();
    destinationLow = view.destinationLow();
    protocol = view.protocol();
    if (Protocol.isIcmp(protocol)) {
      identify(view.icmpId(), view.icmpType() << 8 | view.icmpCode());
    } else {
      identify(view.sourcePort(), view.destinationPort());
      identified = Protocol.hasPorts(protocol);
    }
  }

  /// Takes what attributes say.
  public void set(WireTuple wire) {
    known = true;
    inet6 = wire.family() == Family.INET6;
    sourceHigh = wire.sourceHigh();
    sourceLow = wire.sourceLow();
    destinationHigh = wire.destinationHigh();
    destinationLow = wire.destinationLow();
    protocol = wire.protocol();
    identify(wire.sourcePort(), wire.destinationPort());
    identified = wire.hasPorts();
  }

  /// Takes the original tuple, with ICMP's identifiers where they are said.
  public void setOriginal(ConntrackWire wire) {
    set(wire.original());
    if (wire.hasIdentifiers()) {
      identify(wire.sourceIdentifier(), wire.destinationIdentifier());
    }
  }

  /// Takes the reply tuple, which is not sent: the original's inverse, but for what the attributes
  /// of NAT say. Keys and identifiers that NAT replaced are not among them.
  public void setReply(ConntrackWire wire) {
    WireTuple original = wire.original();
    boolean isIcmp = Protocol.isIcmp(wire.protocol());
    setOriginal(wire);
    setSource(original.destinationHigh(), original.destinationLow());
    setDestination(original.sourceHigh(), original.sourceLow());
    if (identified) {
      int answer = Protocol.icmpAnswer(protocol, second >>> 8) << 8 | second & 0xff;
      identify(isIcmp ? first : second, isIcmp ? answer : first);
    }
    translate(wire.table());
  }

  private void translate(AttributeTable table) {
    int source = inet6 ? SNAT_IPV6 : SNAT_IPV4;
    if (table.has(source)) {
      setDestination(table.addressHigh(source, inet6), table.addressLow(source, inet6));
    }
    int destination = inet6 ? DNAT_IPV6 : DNAT_IPV4;
    if (table.has(destination)) {
      setSource(table.addressHigh(destination, inet6), table.addressLow(destination, inet6));
    }
    if (!Protocol.hasPorts(protocol)) {
      return; // port 0 stands beside every translated ICMP connection, and means nothing
    }
    if (table.has(SPAT_PORT)) {
      second = table.swapped(SPAT_PORT);
    }
    if (table.has(DPAT_PORT)) {
      first = table.swapped(DPAT_PORT);
    }
  }

  void set(Tuple tuple) {
    known = true;
    inet6 = tuple.family() == Family.INET6;
    setSource(tuple.source());
    setDestination(tuple.destination());
    protocol = tuple.protocol();
    switch (tuple.layer4()) {
      case Layer4.Ports(int from, int to) -> identify(from, to);
      case Layer4.Icmp(int id, int type, int code) -> identify(id, type << 8 | code);
      case Layer4.None _ -> {
        identify(0, 0);
        identified = false;
      }
    }
  }

  /// Whether its addresses, where nobody said one, count as IPv6.
  void setInet6(boolean inet6) {
    this.inet6 = inet6;
  }

  void setSource(Address address) {
    setSource(address.high(), address.low());
  }

  void setSource(long high, long low) {
    sourceHigh = high;
    sourceLow = low;
  }

  void setDestination(Address address) {
    setDestination(address.high(), address.low());
  }

  void setDestination(long high, long low) {
    destinationHigh = high;
    destinationLow = low;
  }

  void identify(int first, int second) {
    this.first = first & 0xffff;
    this.second = second & 0xffff;
    identified = true;
  }

  boolean isKnown() {
    return known;
  }

  public boolean isInet6() {
    return inet6;
  }

  public long sourceHigh() {
    return sourceHigh;
  }

  public long sourceLow() {
    return sourceLow;
  }

  public long destinationHigh() {
    return destinationHigh;
  }

  public long destinationLow() {
    return destinationLow;
  }

  public int protocol() {
    return protocol;
  }

  /// Source port or key; ICMP's identifier.
  public int first() {
    return first;
  }

  /// Destination port or key; ICMP's type (upper byte) and code.
  public int second() {
    return second;
  }

  /// Whether the slots are known.
  public boolean isIdentified() {
    return identified;
  }
}
