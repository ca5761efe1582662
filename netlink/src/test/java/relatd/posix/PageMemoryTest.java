// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PageMemoryTest {
  private static final long GIBIBYTE = 1L << 30;

  @Test
  void memoryIsZeroAndCostsNothingUntilItIsTouched() throws IOException {
    long before = residentKilobytes();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = PageMemory.map(arena, GIBIBYTE);

      assertThat(memory.get(ValueLayout.JAVA_LONG, GIBIBYTE - 8)).isZero();
      assertThat(residentKilobytes() - before).isLessThan(GIBIBYTE / 1024 / 4);
    }
  }

  @Test
  void whatIsPopulatedIsThereBeforeItIsTouched() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = PageMemory.map(arena, GIBIBYTE / 16);
      PageMemory.preferSmallPages(memory);
      long before = residentKilobytes();
      MemorySegment half = memory.asSlice(0, memory.byteSize() / 2);

      PageMemory.populate(half);

      long grown = residentKilobytes() - before;
      assertThat(grown * 1024).isBetween(half.byteSize() / 8 * 7, memory.byteSize() / 4 * 3);
    }
  }

  @Test
  void anImpossibleWishIsRefused() {
    try (Arena arena = Arena.ofConfined()) {
      assertThatThrownBy(() -> PageMemory.map(arena, 1L << 60))
          .isInstanceOf(SystemException.class)
          .hasMessageContaining("Cannot allocate memory (ENOMEM)");
    }
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
