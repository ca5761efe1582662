// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentBytesTest {
  private static final int MOST = 2_048;

  @Test
  void theLastBytesAreRememberedWhateverTheyCameAs() {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      RecentBytes recent = new RecentBytes(new MemoryBudget(1 << 20));
      byte[] stream = new byte[6_000];
      random.nextBytes(stream);
      int start = random.nextInt();
      for (int at = 0; at < stream.length; ) {
        int length = Math.min(stream.length - at, 1 + random.nextInt(random.nextInt(3_000) + 1));
        recent.add(MemorySegment.ofArray(stream), at, length, start + at);
        at += length;
        int known = Math.min(at, MOST);
        MemorySegment all = MemorySegment.ofArray(stream);
        assertThat(recent.agrees(all, 0, at, start)).as("seed " + seed).isTrue();
        byte[] other = stream.clone();
        other[at - 1 - random.nextInt(known)] ^= 4;
        assertThat(recent.agrees(MemorySegment.ofArray(other), 0, at, start))
            .as("seed " + seed)
            .isFalse();
      }
    }
  }

  @Test
  void whatIsOlderThanItsMemoryIsNotCompared() {
    RecentBytes recent = new RecentBytes(new MemoryBudget(1 << 20));
    byte[] stream = new byte[MOST + 1];
    recent.add(MemorySegment.ofArray(stream), 0, stream.length, 0);
    stream[0] = 1;
    assertThat(recent.agrees(MemorySegment.ofArray(stream), 0, stream.length, 0)).isTrue();
    stream[1] = 1;
    assertThat(recent.agrees(MemorySegment.ofArray(stream), 0, stream.length, 0)).isFalse();
  }

  @Test
  void withoutMemoryNothingIsComparedAndNothingKept() {
    MemoryBudget none = new MemoryBudget(100);
    RecentBytes recent = new RecentBytes(none);
    recent.add(MemorySegment.ofArray(new byte[50]), 0, 50, 0);
    assertThat(recent.agrees(MemorySegment.ofArray(new byte[] {1}), 0, 1, 0)).isTrue();
    recent.release();
    assertThat(none.used()).isZero();
  }

  @Test
  void aGapEndsTheMemory() {
    RecentBytes recent = new RecentBytes(new MemoryBudget(1 << 20));
    recent.add(MemorySegment.ofArray(new byte[10]), 0, 10, 0);
    recent.add(MemorySegment.ofArray(new byte[10]), 0, 10, 15);
    assertThat(recent.agrees(MemorySegment.ofArray(new byte[] {1}), 0, 1, 5)).isTrue();
    assertThat(recent.agrees(MemorySegment.ofArray(new byte[] {1}), 0, 1, 15)).isFalse();
  }
}
