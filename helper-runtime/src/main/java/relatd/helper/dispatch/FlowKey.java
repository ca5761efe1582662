// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import relatd.conntrack.Tuple;
import relatd.helper.packet.PacketView;

/// A tuple and its zone as numbers, to look flows up without allocating. A probe is set again and
/// again; a key in a map never changes.
public final class FlowKey {
  private long sourceHigh;
  private long sourceLow;
  private long destinationHigh;
  private long destinationLow;
  private int ports;
  private int other; // zone << 16 | family << 8 | protocol

  public FlowKey() {}

  /// The tuple of a packet as it lies there.
  public FlowKey set(PacketView packet, int zone) {
    return set(
        packet.sourceHigh(),
        packet.sourceLow(),
        packet.destinationHigh(),
        packet.destinationLow(),
        packet.sourcePort() << 16 | packet.destinationPort(),
        zone << 16 | packet.family().number() << 8 | packet.protocol());
  }

  public FlowKey set(Tuple tuple, int zone) {
    return set(
        tuple.source().high(),
        tuple.source().low(),
        tuple.destination().high(),
        tuple.destination().low(),
        tuple.sourcePort() << 16 | tuple.destinationPort(),
        zone << 16 | tuple.family().number() << 8 | tuple.protocol());
  }

  /// All parts as numbers.
  ///
  /// @param ports source port in the upper half, destination port in the lower
  /// @param other zone << 16 | address family << 8 | protocol
  public FlowKey set(
      long sourceHigh,
      long sourceLow,
      long destinationHigh,
      long destinationLow,
      int ports,
      int other) {
    this.sourceHigh = sourceHigh;
    this.sourceLow = sourceLow;
    this.destinationHigh = destinationHigh;
    this.destinationLow = destinationLow;
    this.ports = ports;
    this.other = other;
    return this;
  }

  /// A key of its own with these numbers.
  public FlowKey copy() {
    return new FlowKey().set(sourceHigh, sourceLow, destinationHigh, destinationLow, ports, other);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof FlowKey key
        && key.sourceLow == sourceLow
        && key.destinationLow == destinationLow
        && key.ports == ports
        && key.other == other
        && key.sourceHigh == sourceHigh
        && key.destinationHigh == destinationHigh;
  }

  /// Mixed well, because the sender chooses most of these bits.
  @Override
  public int hashCode() {
    long mix = sourceLow * 0x9e37_79b9_7f4a_7c15L + destinationLow;
    mix = (mix ^ mix >>> 32) * 0xbf58_476d_1ce4_e5b9L + sourceHigh;
    mix = (mix ^ mix >>> 29) * 0x94d0_49bb_1331_11ebL + destinationHigh;
    mix = (mix ^ mix >>> 31) * 0x9e37_79b9_7f4a_7c15L + ((long) ports << 32 | other & 0xffff_ffffL);
    mix = (mix ^ mix >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    return (int) (mix ^ mix >>> 32);
  }
}
