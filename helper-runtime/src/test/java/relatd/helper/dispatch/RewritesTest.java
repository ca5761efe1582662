// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.helper.dispatch.Rewrites.Outcome;
import relatd.helper.packet.PacketEditor;
import relatd.helper.packet.PacketView;
import relatd.helper.packet.TestPackets;
import relatd.helper.packet.TestPackets.Flag;

/// The text `0123456789abcdef` begins at some number; parts of it are rewritten.
class RewritesTest {
  private static final String TEXT = "0123456789abcdef";

  private final PacketEditor editor = new PacketEditor(MemorySegment.ofArray(new byte[65_535]));
  private final PacketView view = new PacketView();
  private Rewrites rewrites = new Rewrites();

  @ParameterizedTest
  @ValueSource(ints = {0, -9, Integer.MAX_VALUE - 5})
  void everyRetransmissionOfEqualLengthShowsItsPartOfTheNewText(int start) {
    rewrites.begin(start);
    rewrites.add(start + 4, 3, bytes("XYZ"));
    rewrites.add(start + 10, 2, bytes("UV"));
    String now = "0123XYZ789UVcdef";
    for (int from = 0; from < TEXT.length(); from++) {
      for (int to = from + 1; to <= TEXT.length(); to++) {
        String old = TEXT.substring(from, to);
        assertThat(apply(start, from, to)).isEqualTo(now.substring(from, to));
        assertThat(outcome(start, from, to) == Outcome.UNTOUCHED)
            .as(old)
            .isEqualTo(old.equals(now.substring(from, to)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X", "WXYZ", "a much longer text"})
  void aSegmentThatBeginsOrEndsInTextOfAnotherLengthIsImpossible(String with) {
    for (int from = 0; from < TEXT.length(); from++) {
      for (int to = from + 1; to <= TEXT.length(); to++) {
        rewrites = new Rewrites();
        rewrites.begin(100);
        rewrites.add(104, 3, bytes(with));
        boolean whole = from <= 4 && to >= 7;
        if (to <= 4 || whole) {
          String old = TEXT.substring(from, to);
          String now = whole ? old.replace("456", with) : old;
          assertThat(apply(100, from, to)).isEqualTo(now);
        } else {
          assertThat(outcome(100, from, to)).isEqualTo(Outcome.IMPOSSIBLE);
        }
      }
    }
  }

  @Test
  void fromTheStartOfTheChangedPacketToTheEndOfTheTextNothingIsTornApart() {
    rewrites.begin(100);
    rewrites.add(104, 3, bytes("WXYZ"));
    assertThat(apply(100, 2, 9)).isEqualTo("23WXYZ78");
    for (int from = 0; from < TEXT.length(); from++) {
      for (int to = from + 1; to <= TEXT.length(); to++) {
        boolean apart = to <= 2 || from >= 7;
        boolean whole = from <= 2 && to >= 7;
        assertThat(outcome(100, from, to) != Outcome.IMPOSSIBLE)
            .as(TEXT.substring(from, to))
            .isEqualTo(apart || whole);
      }
    }
  }

  @Test
  void aSecondChangeOfLengthWaitsForTheFirstToBeAcknowledged() {
    rewrites.begin(100);
    rewrites.add(104, 3, bytes("WXYZ"));
    rewrites.add(110, 2, bytes("u"));
    assertThat(apply(100, 4, 8)).isEqualTo("WXYZ7");
    assertThat(apply(100, 8, 10)).isEqualTo("89");
    assertThat(outcome(100, 10, 16)).isEqualTo(Outcome.IMPOSSIBLE);
    assertThat(outcome(100, 12, 16)).isEqualTo(Outcome.IMPOSSIBLE);
    rewrites.acknowledged(108);
    assertThat(apply(100, 10, 16)).isEqualTo("ucdef");
  }

  @Test
  void twoChangesInOnePacketAreOneUnit() {
    rewrites.begin(100);
    rewrites.add(104, 3, bytes("WXYZ"));
    rewrites.add(110, 2, bytes("u"));
    assertThat(apply(100, 0, 16)).isEqualTo("0123WXYZ789ucdef");
    assertThat(outcome(100, 0, 8)).isEqualTo(Outcome.IMPOSSIBLE);
    assertThat(outcome(100, 8, 16)).isEqualTo(Outcome.IMPOSSIBLE);
    assertThat(apply(100, 0, 13)).isEqualTo("0123WXYZ789uc");
  }

  @Test
  void whatWasAcknowledgedIsStillRewrittenWhenItComesAgain() {
    rewrites.begin(100);
    rewrites.add(104, 3, bytes("WX"));
    assertThat(apply(100, 0, 9)).isEqualTo("0123WX78");
    rewrites.acknowledged(108);
    assertThat(apply(100, 0, 9)).isEqualTo("0123WX78");
    for (int i = 0; i < 8; i++) {
      rewrites.add(200 + i, 1, bytes("x"));
    }
    assertThat(apply(100, 0, 9)).as("no room any more").isEqualTo("012345678");
  }

  @Test
  void whatIsPutInBetweenBytesGoesWithTheSegmentThatBeginsThere() {
    rewrites.begin(100);
    rewrites.add(104, 0, bytes("+"));
    assertThat(apply(100, 0, 4)).isEqualTo("0123");
    assertThat(outcome(100, 0, 8)).as("its beginning was sent").isEqualTo(Outcome.IMPOSSIBLE);
    assertThat(apply(100, 4, 8)).isEqualTo("+4567");
    assertThat(apply(100, 4, 16)).isEqualTo("+456789abcdef");
    assertThat(apply(100, 5, 8)).isEqualTo("567");
    assertThat(apply(100, 0, 16)).isEqualTo("0123+456789abcdef");
  }

  @Test
  void acknowledgementsOfRewrittenBytesAreTranslatedAndEndTheMemory() {
    rewrites.begin(100);
    rewrites.add(104, 3, bytes("WXYZ!"));
    rewrites.add(110, 4, bytes("u"));
    assertThat(rewrites.acknowledged(112)).as("nothing was sent yet").isEqualTo(112);
    assertThat(apply(100, 0, 16)).isEqualTo("0123WXYZ!789uef");
    assertThat(rewrites.acknowledged(104)).isEqualTo(104);
    assertThat(rewrites.acknowledged(108)).as("within the new text").isEqualTo(108);
    assertThat(rewrites.hasRoom(7)).isFalse();
    assertThat(rewrites.acknowledged(109)).isEqualTo(107);
    assertThat(rewrites.hasRoom(7)).isTrue();
    assertThat(rewrites.acknowledged(112)).isEqualTo(110);
    assertThat(rewrites.acknowledged(113)).isEqualTo(114);
    assertThat(rewrites.isSettled()).isTrue();
    assertThat(rewrites.acknowledged(120)).isEqualTo(121);
  }

  @Test
  void eightAreRememberedAtMost() {
    for (int i = 0; i < 8; i++) {
      assertThat(rewrites.hasRoom(1)).isTrue();
      rewrites.add(100 + i, 1, bytes("x"));
    }
    assertThat(rewrites.hasRoom(1)).isFalse();
  }

  private Outcome outcome(int start, int from, int to) {
    byte[] packet =
        TestPackets.tcp(
            Lab.plain().original(), start + from, 1, bytes(TEXT.substring(from, to)), Flag.ACK);
    view.wrap(MemorySegment.ofArray(packet), 0, packet.length);
    return rewrites.apply(view, editor);
  }

  private String apply(int start, int from, int to) {
    Outcome outcome = outcome(start, from, to);
    if (outcome == Outcome.UNTOUCHED) {
      return TEXT.substring(from, to);
    }
    assertThat(outcome).isEqualTo(Outcome.REWRITTEN);
    view.wrap(editor.bytes(), 0, editor.length());
    byte[] payload =
        view.bytes()
            .asSlice(view.payload(), view.payloadLength())
            .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    return new String(payload, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
