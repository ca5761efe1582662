// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import relatd.sync.Golden;
import relatd.sync.cache.CacheCursor;

/// A dump takes as much memory as its buffer, however many entries there are.
class DumpAllocationTest {
  private static final int RUNS = 6;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource
  void printingConntracksAllocatesNothing(DumpFormat format) {
    try (Images images = new Images();
        Arena arena = Arena.ofConfined()) {
      Golden.lines("ftfw-A-i").forEach(line -> images.add(GoldenFlow.conntrack(line)));
      DumpOptions options = new DumpOptions(format, true, images.clock::get);
      MemorySegment into = arena.allocate(1 << 16);
      assertThat(allocated(images, DumpPrinter.ofConntracks(images.cache, options, into))).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void printingExpectationsAllocatesNothing(DumpFormat format) {
    try (Images images = new Images();
        Arena arena = Arena.ofConfined()) {
      Golden.lines("ftfw-A-i-exp").forEach(line -> images.add(GoldenFlow.expectation(line)));
      DumpOptions options = new DumpOptions(format, true, images.clock::get);
      MemorySegment into = arena.allocate(1 << 16);
      assertThat(allocated(images, DumpPrinter.ofExpectations(images.cache, options, into)))
          .isZero();
    }
  }

  /// The least of several runs, the first left out: the virtual machine's own doings may hit one.
  private long allocated(Images images, DumpPrinter printer) {
    int[] entries = entries(images);
    long least = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 2_000; i++) {
        if (printer.room() == 0) {
          printer.clear();
        }
        printer.visit(entries[i % entries.length]);
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      least = run == 0 ? least : Math.min(least, allocated);
    }
    assertThat(printer.length()).isPositive();
    return least;
  }

  private static int[] entries(Images images) {
    int[] entries = new int[images.cache.size()];
    CacheCursor cursor = images.cache.cursor();
    int[] at = {0};
    while (cursor.step(100, entry -> entries[at[0]++] = entry)) {
      // until the walk is over
    }
    return entries;
  }
}
