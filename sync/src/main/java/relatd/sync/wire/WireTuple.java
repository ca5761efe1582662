// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import java.lang.foreign.MemorySegment;
import relatd.conntrack.Address;
import relatd.conntrack.Family;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.Tuple;

/// A tuple as three or four attributes say it: addresses of one family, protocol, ports (or, for
/// the original tuple of a conntrack, the fields of ICMP).
///
/// Nothing here allocates but `to...`, [#source] and [#destination]. Valid as long as the message.
public final class WireTuple {
  private final AttributeTable table;
  private final int inet;
  private final int inet6;
  private final int protocol;
  private final int ports;
  private boolean isInet6;

  WireTuple(AttributeTable table, int inet, int inet6, int protocol, int ports) {
    this.table = table;
    this.inet = inet;
    this.inet6 = inet6;
    this.protocol = protocol;
    this.ports = ports;
  }

  /// Notes the family of addresses that came; the last one counts.
  void sawAddresses(int number) {
    isInet6 = number == inet6;
  }

  /// Whether addresses and protocol are there, without which it names nothing.
  public boolean isComplete() {
    return hasAddresses() && table.has(protocol);
  }

  boolean hasAddresses() {
    return table.has(isInet6 ? inet6 : inet);
  }

  /// Where both addresses lie, source first; only where there are addresses.
  long addressesAt() {
    return table.payload(isInet6 ? inet6 : inet);
  }

  MemorySegment buffer() {
    return table.buffer();
  }

  boolean hasProtocol() {
    return table.has(protocol);
  }

  public Family family() {
    return isInet6 ? Family.INET6 : Family.INET;
  }

  /// Upper 64 bits of the source address; 0 for IPv4 ([Address#high]).
  public long sourceHigh() {
    return isInet6 ? table.u64(inet6, 0) : 0;
  }

  /// Lower 64 bits of the source address ([Address#low]).
  public long sourceLow() {
    return isInet6 ? table.u64(inet6, 8) : table.u32(inet, 0) & 0xffff_ffffL;
  }

  public long destinationHigh() {
    return isInet6 ? table.u64(inet6, 16) : 0;
  }

  public long destinationLow() {
    return isInet6 ? table.u64(inet6, 24) : table.u32(inet, 4) & 0xffff_ffffL;
  }

  /// Layer 4 protocol number; 0 where it is not said.
  public int protocol() {
    return table.u8(protocol);
  }

  public boolean hasPorts() {
    return table.has(ports);
  }

  /// 0 where none is said.
  public int sourcePort() {
    return table.u16(ports, 0);
  }

  /// 0 where none is said.
  public int destinationPort() {
    return table.u16(ports, 2);
  }

  public Address source() {
    return new Address(family(), sourceHigh(), sourceLow());
  }

  public Address destination() {
    return new Address(family(), destinationHigh(), destinationLow());
  }

  /// A copy, where [#isComplete]. Ports stay out where the protocol has none, and are 0 where it
  /// has some that are not sent.
  public Tuple toTuple() {
    Layer4 layer4 =
        Protocol.hasPorts(protocol())
            ? new Layer4.Ports(sourcePort(), destinationPort())
            : Layer4.NONE;
    return new Tuple(source(), destination(), protocol(), layer4);
  }
}
