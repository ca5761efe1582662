// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EarlySegmentsTest {
  private final MemoryBudget budget = new MemoryBudget(1 << 20);
  private final EarlySegments early = new EarlySegments(budget);

  @Test
  void piecesComeBackInOrderAndWithoutOverlap() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      byte[] text = new byte[100];
      random.nextBytes(text);
      int start = -random.nextInt(100);
      boolean[] kept = new boolean[text.length];
      for (int i = 0; i < 6; i++) {
        int from = random.nextInt(text.length);
        int length = 1 + random.nextInt(text.length - from);
        assertThat(early.agrees(MemorySegment.ofArray(text), from, length, start + from)).isTrue();
        assertThat(early.add(MemorySegment.ofArray(text), from, length, start + from)).isTrue();
      }
      int before = start;
      while (!early.isEmpty()) {
        int from = early.first() - start;
        assertThat(early.first() - before).as("seed " + seed).isNotNegative();
        byte[] piece = early.firstBytes();
        for (int i = 0; i < piece.length; i++) {
          assertThat(piece[i]).as("seed " + seed).isEqualTo(text[from + i]);
          assertThat(kept[from + i]).as("seed " + seed).isFalse();
          kept[from + i] = true;
        }
        before = early.first() + piece.length;
        early.removeFirst();
      }
      assertThat(budget.used()).isZero();
    }
  }

  @Test
  void anotherContentForAPlaceThatIsTakenDoesNotAgree() {
    add("abcdef", 10);
    assertThat(agrees("bcd", 11)).isTrue();
    assertThat(agrees("xxab", 8)).isTrue();
    assertThat(agrees("bXd", 11)).isFalse();
    assertThat(agrees("fX", 15)).isTrue();
    assertThat(agrees("xxaX", 8)).isFalse();
  }

  @Test
  void singleBytesInEitherDirectionAreOnePiece() {
    for (int i = 0; i < 100; i++) {
      assertThat(add("a", 1_000 + i)).isTrue();
      assertThat(add("b", 999 - i)).isTrue();
    }
    assertThat(early.firstBytes()).hasSize(200);
  }

  @Test
  void thereIsRoomForEightPiecesAndSixteenKilobytes() {
    for (int i = 0; i < 8; i++) {
      assertThat(add("a", i * 10)).isTrue();
    }
    assertThat(add("a", 100)).isFalse();
    assertThat(add("b", 71)).as("it lengthens the last one").isTrue();
    early.clear();
    assertThat(add("a".repeat(EarlySegments.BYTES), 5)).isTrue();
    assertThat(add("a", 5 + EarlySegments.BYTES)).isFalse();
    early.clear();
    assertThat(budget.used()).isZero();
  }

  private boolean add(String text, int sequence) {
    return early.add(MemorySegment.ofArray(text.getBytes()), 0, text.length(), sequence);
  }

  private boolean agrees(String text, int sequence) {
    return early.agrees(MemorySegment.ofArray(text.getBytes()), 0, text.length(), sequence);
  }
}
