// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import relatd.posix.PageMemory;

/// Copies of entries that wait for their master to be committed. Bounded: what finds no room fails.
///
/// Two halves: one is walked while what still lacks its master goes into the other.
final class Deferred implements AutoCloseable {
  private static final int BYTES = 1 << 20;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory = PageMemory.map(arena, 2L * BYTES);
  private final long[] starts = new long[2];
  private int[][] lengths = {new int[64], new int[64]};
  private int[][] timeouts = {new int[64], new int[64]};
  private final int[] counts = new int[2];
  private int filling;
  private int at;
  private long offset;

  boolean add(MemorySegment buffer, long from, int length, int timeout) {
    if (starts[filling] + length > BYTES) {
      return false;
    }
    int index = counts[filling]++;
    if (index == lengths[filling].length) {
      lengths[filling] = Arrays.copyOf(lengths[filling], 2 * index);
      timeouts[filling] = Arrays.copyOf(timeouts[filling], 2 * index);
    }
    MemorySegment.copy(buffer, from, memory, base(filling) + starts[filling], length);
    lengths[filling][index] = length;
    timeouts[filling][index] = timeout;
    starts[filling] += length;
    return true;
  }

  private static long base(int half) {
    return (long) half * BYTES;
  }

  /// Entries that wait.
  int count() {
    return counts[filling];
  }

  /// Begins to walk what waits; what is added from now on belongs to the next walk.
  void swap() {
    filling ^= 1;
    counts[filling] = 0;
    starts[filling] = 0;
    at = -1;
    offset = base(filling ^ 1);
  }

  boolean next() {
    int half = filling ^ 1;
    if (at >= 0) {
      offset += lengths[half][at];
    }
    return ++at < counts[half];
  }

  void putInto(EntryBatch batch) {
    int half = filling ^ 1;
    batch.add(memory, offset, lengths[half][at], timeouts[half][at]);
  }

  void clear() {
    Arrays.fill(counts, 0);
    Arrays.fill(starts, 0);
  }

  @Override
  public void close() {
    arena.close();
  }
}
