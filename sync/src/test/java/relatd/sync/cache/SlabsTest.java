// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlabsTest {
  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void piecesNeverOverlap(long seed) {
    Random random = new Random(seed);
    List<int[]> live = new ArrayList<>();
    try (Slabs slabs = new Slabs(() -> 0)) {
      for (int i = 0; i < 40_000; i++) {
        int bytes = 4 + random.nextInt(random.nextInt(16) == 0 ? Slabs.MAX_BYTES - 4 : 200);
        int piece = slabs.allocate(bytes);
        assertThat(piece).isNotEqualTo(Slabs.NOWHERE);
        assertThat(slabs.capacity(piece)).isBetween(bytes, bytes + 7);
        slabs.block(piece).asSlice(slabs.offset(piece), bytes).fill((byte) i);
        live.add(new int[] {piece, bytes, i & 0xff});
        if (live.size() > 3_000) {
          Collections.swap(live, random.nextInt(3_000), live.size() - 1);
          release(slabs, live.removeLast(), seed);
        }
      }
      while (!live.isEmpty()) {
        release(slabs, live.removeLast(), seed);
      }
      assertThat(slabs.bytes()).isLessThan(64 * 1024);
    }
  }

  private static void release(Slabs slabs, int[] known, long seed) {
    MemorySegment piece = slabs.block(known[0]).asSlice(slabs.offset(known[0]), known[1]);
    byte[] expected = new byte[known[1]];
    Arrays.fill(expected, (byte) known[2]);
    assertThat(piece.mismatch(MemorySegment.ofArray(expected))).as("seed %d", seed).isEqualTo(-1);
    slabs.free(known[0]);
  }

  @Test
  void whatIsGivenBackServesAnySizeAgain() {
    try (Slabs slabs = new Slabs(System::nanoTime)) {
      int[] pieces = new int[50_000];
      for (int i = 0; i < pieces.length; i++) {
        pieces[i] = slabs.allocate(128);
      }
      long full = slabs.bytes();
      for (int piece : pieces) {
        slabs.free(piece);
      }
      for (int i = 0; i < pieces.length / 2; i++) {
        pieces[i] = slabs.allocate(256);
      }
      assertThat(slabs.bytes()).isLessThanOrEqualTo(full + 64 * 1024);
    }
  }
}
