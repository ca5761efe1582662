// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;
import relatd.sync.cache.Cache;
import relatd.sync.cache.CacheCursor;
import relatd.sync.dump.DumpPrinter;

/// The entries of a cache as a client's answer: printed as it reads, in constant memory.
final class CacheDump implements Answer.Pieces {
  private static final long PIECE = 64 * 1024;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(PIECE);
  private final CacheCursor cursor;
  private final DumpPrinter printer;

  /// @param printer makes one that prints into a buffer
  CacheDump(Cache<?> cache, Function<MemorySegment, DumpPrinter> printer) {
    this.cursor = cache.cursor();
    this.printer = printer.apply(buffer);
  }

  @Override
  public long next() {
    printer.clear();
    while (printer.room() > 0 && cursor.step(printer.room(), printer)) {}
    return printer.length();
  }

  @Override
  public MemorySegment buffer() {
    return buffer;
  }

  @Override
  public void close() {
    cursor.close();
    arena.close();
  }
}
