// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import relatd.conntrack.Address;
import relatd.conntrack.Family;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.TupleView;

/// A tuple on its way into a message, from wherever it came.
///
/// Layer 4 is two 16-bit slots, as `union nf_conntrack_man_proto` has them: ports, or keys, or
/// (ICMP) the identifier and the bytes type, code.
final class TupleDraft {
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

  void clear() {
    known = false;
  }

  void set(TupleView view) {
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

  void set(WireTuple wire) {
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

  boolean isInet6() {
    return inet6;
  }

  long sourceHigh() {
    return sourceHigh;
  }

  long sourceLow() {
    return sourceLow;
  }

  long destinationHigh() {
    return destinationHigh;
  }

  long destinationLow() {
    return destinationLow;
  }

  int protocol() {
    return protocol;
  }

  int first() {
    return first;
  }

  int second() {
    return second;
  }

  /// Whether the slots are known.
  boolean isIdentified() {
    return identified;
  }
}
