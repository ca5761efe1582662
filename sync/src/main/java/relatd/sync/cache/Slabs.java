// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.LongSupplier;
import relatd.posix.PageMemory;
import relatd.posix.SystemException;

/// Memory in pieces of many sizes, outside of the Java heap.
///
/// ```
///  block, 16 MiB, mapped when needed, populated chunk by chunk or, in a bulk, on huge pages
///  +-----------+-----------+-----------+----
///  | chunk     | chunk     | chunk     | ...      64 KiB each, 256 of them
///  +-----------+-----------+-----------+----
///  | pieces of 144 bytes   | of 136    | unused
/// ```
///
/// A chunk holds pieces of one size, in steps of 8 bytes: nothing moves, nothing is lost but the
/// end of a chunk and up to 7 bytes of a piece. A chunk whose last piece is given back serves any
/// size again.
///
/// A reference is the place in units of 8 bytes, unsigned: 32 GiB in all. 0 is nowhere.
final class Slabs implements AutoCloseable {
  static final int NOWHERE = 0;

  /// Largest piece.
  static final int MAX_BYTES = 8 * 1024;

  private static final int UNIT = 8;
  private static final int BLOCK_SHIFT = 21;
  private static final int BLOCK_BYTES = UNIT << BLOCK_SHIFT;

  private static final int CHUNK_SHIFT = 13;
  private static final int CHUNK_UNITS = 1 << CHUNK_SHIFT;
  private static final int CHUNK_BYTES = CHUNK_UNITS * UNIT;
  private static final int CHUNKS_PER_BLOCK = BLOCK_BYTES / CHUNK_BYTES;
  private static final int MAX_CHUNKS = 1 << 32 - CHUNK_SHIFT;
  private static final int NO_CHUNK = -1;

  private final Arena arena = Arena.ofShared();
  private final BlockPages pages;
  private final int[] roomy = new int[MAX_BYTES / UNIT + 1];
  private MemorySegment[] blocks = new MemorySegment[1];
  private int[] units = new int[0];
  private int[] live = new int[0];
  private int[] fresh = new int[0];
  private int[] given = new int[0];
  private int[] next = new int[0];
  private int[] previous = new int[0];
  private int mapped;
  private int populated;
  private int unused = NO_CHUNK;
  private int used;

  /// @param nanos a clock that never runs backwards
  Slabs(LongSupplier nanos) {
    this.pages = new BlockPages(nanos);
    Arrays.fill(roomy, NO_CHUNK);
  }

  /// So many bytes will be asked for at once.
  void expect(long bytes) {
    pages.announce((int) Math.min(Integer.MAX_VALUE, bytes / BLOCK_BYTES));
  }

  /// A piece with any content.
  ///
  /// @return [#NOWHERE] when the system has no more memory
  int allocate(int bytes) {
    int size = (bytes + UNIT - 1) / UNIT;
    int chunk = roomy[size];
    if (chunk == NO_CHUNK) {
      chunk = takeChunk(size);
      if (chunk == NO_CHUNK) {
        return NOWHERE;
      }
    }
    live[chunk]++;
    int piece = given[chunk];
    if (piece != NOWHERE) {
      given[chunk] = block(piece).get(RecordLayout.INT, offset(piece));
    } else {
      piece = chunk << CHUNK_SHIFT | fresh[chunk];
      fresh[chunk] += size;
    }
    if (isFull(chunk)) {
      unlink(chunk, size);
    }
    return piece;
  }

  void free(int piece) {
    int chunk = piece >>> CHUNK_SHIFT;
    int size = units[chunk];
    if (isFull(chunk)) {
      link(chunk, size);
    }
    block(piece).set(RecordLayout.INT, offset(piece), given[chunk]);
    given[chunk] = piece;
    if (--live[chunk] == 0) {
      unlink(chunk, size);
      next[chunk] = unused;
      unused = chunk;
      used--;
    }
  }

  /// Bytes that a piece really has.
  int capacity(int piece) {
    return units[piece >>> CHUNK_SHIFT] * UNIT;
  }

  /// What a piece lies in, and where there.
  MemorySegment block(int piece) {
    return blocks[piece >>> BLOCK_SHIFT];
  }

  long offset(int piece) {
    return (long) (piece & (1 << BLOCK_SHIFT) - 1) * UNIT;
  }

  /// Bytes of the chunks in use and of what is kept about them.
  long bytes() {
    return (long) used * CHUNK_BYTES + 4L * (6L * units.length + roomy.length + blocks.length);
  }

  private boolean isFull(int chunk) {
    return given[chunk] == NOWHERE && fresh[chunk] + units[chunk] > CHUNK_UNITS;
  }

  private int takeChunk(int size) {
    if (unused == NO_CHUNK && !mapBlock()) {
      return NO_CHUNK;
    }
    int chunk = unused;
    unused = next[chunk];
    populate(chunk);
    units[chunk] = size;
    live[chunk] = 0;
    given[chunk] = NOWHERE;
    // The very first unit is left out, because its reference means nowhere.
    fresh[chunk] = chunk == 0 ? 1 : 0;
    used++;
    link(chunk, size);
    return chunk;
  }

  private void choosePages(MemorySegment block, int end) {
    if (pages.areHuge()) {
      PageMemory.preferHugePages(block);
      populated = end;
    } else {
      PageMemory.preferSmallPages(block);
    }
  }

  /// Chunks that have not been used yet come one after the other.
  private void populate(int chunk) {
    if (chunk == populated) {
      int first = chunk << CHUNK_SHIFT;
      PageMemory.populate(block(first).asSlice(offset(first), CHUNK_BYTES));
      populated++;
    }
  }

  private boolean mapBlock() {
    int first = mapped * CHUNKS_PER_BLOCK;
    if (first == MAX_CHUNKS) {
      return false;
    }
    MemorySegment block;
    try {
      block = PageMemory.map(arena, BLOCK_BYTES);
      choosePages(block, first + CHUNKS_PER_BLOCK);
    } catch (SystemException none) {
      return false;
    }
    makeRoom(first + CHUNKS_PER_BLOCK);
    blocks[mapped++] = block;
    for (int chunk = first + CHUNKS_PER_BLOCK - 1; chunk >= first; chunk--) {
      next[chunk] = unused;
      unused = chunk;
    }
    return true;
  }

  private void makeRoom(int chunks) {
    if (chunks <= units.length) {
      return;
    }
    int size = Math.max(chunks, units.length * 2);
    blocks = Arrays.copyOf(blocks, size / CHUNKS_PER_BLOCK);
    units = Arrays.copyOf(units, size);
    live = Arrays.copyOf(live, size);
    fresh = Arrays.copyOf(fresh, size);
    given = Arrays.copyOf(given, size);
    next = Arrays.copyOf(next, size);
    previous = Arrays.copyOf(previous, size);
  }

  private void link(int chunk, int size) {
    int head = roomy[size];
    next[chunk] = head;
    previous[chunk] = NO_CHUNK;
    if (head != NO_CHUNK) {
      previous[head] = chunk;
    }
    roomy[size] = chunk;
  }

  private void unlink(int chunk, int size) {
    if (previous[chunk] == NO_CHUNK) {
      roomy[size] = next[chunk];
    } else {
      next[previous[chunk]] = next[chunk];
    }
    if (next[chunk] != NO_CHUNK) {
      previous[next[chunk]] = previous[chunk];
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
