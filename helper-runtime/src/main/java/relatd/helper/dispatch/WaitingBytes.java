// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Bytes of a stream that have to outlive their packets, because a helper wants to see more behind
/// them. The room grows as needed, is taken from the budget, and is kept for the next time.
final class WaitingBytes {
  private static final byte[] NONE = {};
  private static final int SMALLEST = 256;

  private final MemoryBudget budget;
  private byte[] bytes = NONE;
  private MemorySegment view = MemorySegment.NULL; // of all of `bytes`
  private int length;

  WaitingBytes(MemoryBudget budget) {
    this.budget = budget;
  }

  int length() {
    return length;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /// All of them, from offset 0 on; valid until more are added.
  MemorySegment view() {
    return view;
  }

  /// Copies bytes behind those that wait.
  ///
  /// @return false when there is no memory for them; then nothing has changed
  boolean add(MemorySegment from, long offset, int count) {
    if (!hasRoom(length + count)) {
      return false;
    }
    MemorySegment.copy(from, JAVA_BYTE, offset, bytes, length, count);
    length += count;
    return true;
  }

  /// Forgets the first ones.
  void removeFirst(int count) {
    length -= count;
    System.arraycopy(bytes, count, bytes, 0, length);
  }

  void clear() {
    length = 0;
  }

  /// Gives the memory back.
  void release() {
    budget.give(bytes.length);
    bytes = NONE;
    view = MemorySegment.NULL;
    length = 0;
  }

  private boolean hasRoom(int needed) {
    if (needed <= bytes.length) {
      return true;
    }
    int size = Math.max(SMALLEST, Integer.highestOneBit(needed) << 1);
    if (!budget.take(size - bytes.length)) {
      return false;
    }
    bytes = Arrays.copyOf(bytes, size);
    view = MemorySegment.ofArray(bytes);
    return true;
  }
}
