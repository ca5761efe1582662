// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import java.lang.foreign.MemorySegment;
import relatd.helper.packet.PacketView;

/// Packets of one direction that wait for the rest of an offer, because NAT may have to rewrite it:
/// at most 16.
final class HeldPackets {
  static final int MOST = 16;

  private final int[] packetId = new int[MOST];
  private final byte[][] bytes = new byte[MOST][];
  private final long mostNanos;
  private int count;
  private int firstSequence;
  private long since;

  /// @param mostNanos how long a packet may wait
  HeldPackets(long mostNanos) {
    this.mostNanos = mostNanos;
  }

  boolean isEmpty() {
    return count == 0;
  }

  boolean isFull() {
    return count == MOST;
  }

  int count() {
    return count;
  }

  int packetId(int index) {
    return packetId[index];
  }

  /// Reads a held packet again.
  PacketView view(int index, PacketView into) {
    into.wrap(MemorySegment.ofArray(bytes[index]), 0, bytes[index].length);
    return into;
  }

  /// Sequence number of the first held payload byte.
  int firstSequence() {
    return firstSequence;
  }

  boolean isOverdue(long nanos) {
    return count > 0 && nanos - since >= mostNanos;
  }

  void add(PacketView packet, int id, long nanos) {
    if (count == 0) {
      firstSequence = packet.sequence();
      since = nanos;
    }
    int length = (int) (packet.end() - packet.start());
    bytes[count] = new byte[length];
    MemorySegment.copy(
        packet.bytes(),
        java.lang.foreign.ValueLayout.JAVA_BYTE,
        packet.start(),
        bytes[count],
        0,
        length);
    packetId[count++] = id;
  }

  void remove(int index) {
    count--;
    System.arraycopy(packetId, index + 1, packetId, index, count - index);
    System.arraycopy(bytes, index + 1, bytes, index, count - index);
    bytes[count] = null;
  }

  void clear() {
    for (int i = 0; i < count; i++) {
      bytes[i] = null;
    }
    count = 0;
  }
}
