// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Segments that came before the ones in front of them: at most 8 pieces without a gap in them, at
/// most 16 KB, ordered by sequence number. Where two overlap, the bytes that came first count.
final class EarlySegments {
  static final int MOST = 8;
  static final int BYTES = 16_384;

  private final MemoryBudget budget;
  private final int[] sequence = new int[MOST];
  private final byte[][] bytes = new byte[MOST][];
  private int count;
  private int total;

  EarlySegments(MemoryBudget budget) {
    this.budget = budget;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /// Sequence number of the first one; there must be one.
  int first() {
    return sequence[0];
  }

  byte[] firstBytes() {
    return bytes[0];
  }

  /// Keeps a copy; false when there is no room.
  boolean add(MemorySegment from, long at, int length, int from0) {
    int place = 0;
    while (place < count && sequence[place] - from0 <= 0) {
      place++;
    }
    int start = from0;
    int end = from0 + length;
    if (place > 0) {
      start = later(start, sequence[place - 1] + bytes[place - 1].length);
    }
    if (place < count && end - sequence[place] > 0) {
      end = sequence[place]; // what lies behind that one is sent again when it is missed
    }
    int size = end - start;
    if (size <= 0) {
      return true;
    }
    boolean appends = place > 0 && sequence[place - 1] + bytes[place - 1].length == start;
    boolean prepends = place < count && end == sequence[place];
    if (count == MOST && !appends && !prepends || total + size > BYTES || !budget.take(size)) {
      return false;
    }
    total += size;
    long source = at + (start - from0);
    if (appends) {
      byte[] longer = Arrays.copyOf(bytes[place - 1], bytes[place - 1].length + size);
      MemorySegment.copy(from, JAVA_BYTE, source, longer, longer.length - size, size);
      bytes[place - 1] = longer;
    } else if (prepends) {
      byte[] longer = new byte[size + bytes[place].length];
      MemorySegment.copy(from, JAVA_BYTE, source, longer, 0, size);
      System.arraycopy(bytes[place], 0, longer, size, bytes[place].length);
      bytes[place] = longer;
      sequence[place] = start;
    } else {
      byte[] copy = new byte[size];
      MemorySegment.copy(from, JAVA_BYTE, source, copy, 0, size);
      insert(place, start, copy);
    }
    return true;
  }

  private void insert(int place, int start, byte[] segment) {
    System.arraycopy(sequence, place, sequence, place + 1, count - place);
    System.arraycopy(bytes, place, bytes, place + 1, count - place);
    sequence[place] = start;
    bytes[place] = segment;
    count++;
  }

  /// Whether bytes are the same as those that wait for the same place.
  boolean agrees(MemorySegment from, long at, int length, int from0) {
    for (int i = 0; i < count; i++) {
      int offset = sequence[i] - from0;
      int begin = Math.max(0, offset);
      int end = Math.min(length, offset + bytes[i].length);
      for (int j = begin; j < end; j++) {
        if (from.get(JAVA_BYTE, at + j) != bytes[i][j - offset]) {
          return false;
        }
      }
    }
    return true;
  }

  void removeFirst() {
    budget.give(bytes[0].length);
    total -= bytes[0].length;
    count--;
    System.arraycopy(sequence, 1, sequence, 0, count);
    System.arraycopy(bytes, 1, bytes, 0, count);
    bytes[count] = null;
  }

  void clear() {
    while (count > 0) {
      removeFirst();
    }
  }

  private static int later(int a, int b) {
    return a - b > 0 ? a : b;
  }
}
