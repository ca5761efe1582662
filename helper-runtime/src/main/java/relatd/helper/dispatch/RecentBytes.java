// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/// The last bytes of a stream that were read, to compare retransmissions with: the first copy is
/// what the helper believed, so a second one that differs is an attempt to show the receiver
/// something else.
final class RecentBytes {
  private static final int FIRST = 128;
  private static final int MOST = 2_048;

  private final MemoryBudget budget;
  private byte[] ring = new byte[0];
  private int end; // sequence number behind the newest byte
  private int count;

  RecentBytes(MemoryBudget budget) {
    this.budget = budget;
  }

  /// Remembers the bytes that end the stream now.
  void add(MemorySegment bytes, long from, int length, int sequence) {
    if (count > 0 && sequence != end) {
      count = 0; // a gap: what is before it will not be compared any more
    }
    end = sequence;
    grow(Math.min(MOST, count + Math.min(length, MOST)));
    end = sequence + length;
    int wanted = Math.min(length, ring.length);
    long source = from + length - wanted;
    for (int i = 0; i < wanted; i++) {
      ring[index(end - wanted + i)] = bytes.get(JAVA_BYTE, source + i);
    }
    count = ring.length == 0 ? 0 : Math.min(ring.length, count + wanted);
  }

  /// Whether bytes that repeat a part of the stream are the same as the first time, as far as that
  /// is remembered.
  boolean agrees(MemorySegment bytes, long from, int length, int sequence) {
    for (int i = 0; i < length; i++) {
      int age = end - (sequence + i);
      if (age > 0 && age <= count && ring[index(sequence + i)] != bytes.get(JAVA_BYTE, from + i)) {
        return false;
      }
    }
    return true;
  }

  void release() {
    budget.give(ring.length);
    ring = new byte[0];
    count = 0;
  }

  private int index(int sequence) {
    return sequence & ring.length - 1;
  }

  private void grow(int needed) {
    if (needed <= ring.length) {
      return;
    }
    int size = Math.max(FIRST, Integer.highestOneBit(Math.max(1, needed - 1)) << 1);
    if (!budget.take(size - ring.length)) {
      return; // compares less, which is what a smaller ring means
    }
    byte[] old = ring;
    int keep = Math.min(count, old.length);
    ring = new byte[size];
    for (int i = 1; i <= keep; i++) {
      ring[index(end - i)] = old[end - i & old.length - 1];
    }
  }
}
