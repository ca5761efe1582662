// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import relatd.helper.TextMessages.Found;
import relatd.helper.contract.Dialogue;

class TextMessagesTest {
  private final TextMessages messages =
      new TextMessages((payload, from, _) -> payload.matches(from, "GO "), true, false);

  private Found begin(String text) {
    messages.begin(Dialogue.payload(text));
    return messages.next();
  }

  @Test
  void findsFieldsOfAnyCaseWithoutTheBlanksAround() {
    String text = "GO 1\r\nother: x\r\nnAmE : a value \t\r\n\r\n";
    assertThat(begin(text)).isEqualTo(Found.HEAD);
    assertThat(messages.field("NAME")).isTrue();
    assertThat(text.substring(messages.valueFrom(), messages.valueTo())).isEqualTo("a value");
    assertThat(messages.field("NAM")).isFalse();
    assertThat(text.substring(messages.lineFrom(), messages.lineTo())).isEqualTo("GO 1");
  }

  @Test
  void waitsForTheWholeHeadAndUnderstandsNothingOfIt() {
    assertThat(begin("GO 1\nname: x\n")).isEqualTo(Found.MORE);
    assertThat(messages.position()).isZero();
  }

  @Test
  void passesBodiesByInPieces() {
    assertThat(begin("GO 1\nContent-Length: 5\n\nGO")).isEqualTo(Found.HEAD);
    assertThat(messages.next()).isEqualTo(Found.MORE);
    assertThat(begin(" x\nGO 2\n\n")).isEqualTo(Found.HEAD);
    assertThat(messages.lineFrom()).isEqualTo(3);
  }

  @Test
  void passesChunksAndTrailersBy() {
    String body = "3;x=y\r\nGO \r\n0\r\nGO 3: x\r\n\r\n";
    assertThat(begin("GO 1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n" + body + "GO 2\r\n\r\n"))
        .isEqualTo(Found.HEAD);
    assertThat(messages.next()).isEqualTo(Found.HEAD);
    assertThat(messages.lineTo() - messages.lineFrom()).isEqualTo(4);
    assertThat(messages.next()).isEqualTo(Found.MORE);
  }

  @Test
  void passesInterleavedFramesBy() {
    assertThat(begin("$\u0000\u0000\u0003GO \r\nGO 1\n\n")).isEqualTo(Found.HEAD);
    assertThat(messages.lineFrom()).isEqualTo(9);
    assertThat(begin("$\u0000\u0000")).isEqualTo(Found.MORE);
  }

  @Test
  void readsNoContradictionsAndNoOtherProtocols() {
    assertThat(begin("GO 1\nContent-Length: 1\nContent-Length: 2\n\n")).isEqualTo(Found.BROKEN);
    assertThat(begin("GO 1\nContent-Length: -1\n\n")).isEqualTo(Found.BROKEN);
    assertThat(begin("GO 1\nContent-Length: 1\nTransfer-Encoding: chunked\n\n"))
        .isEqualTo(Found.BROKEN);
    assertThat(begin("STOP 1\n\n")).isEqualTo(Found.BROKEN);
    assertThat(begin("\u0016\u0003")).isEqualTo(Found.BROKEN);
    assertThat(begin("GO " + "x".repeat(TextMessages.LONGEST_HEAD))).isEqualTo(Found.BROKEN);
  }

  @Test
  void numbersOfPayloadsAreDigitsWithinBounds() {
    Payload payload = Dialogue.payload("65536 0 00080 -1 4294967295 99999999999");
    assertThat(payload.decimal(0, 5, 65_536)).isEqualTo(65_536);
    assertThat(payload.port(0, 5)).isEqualTo(-1);
    assertThat(payload.port(6, 7)).isEqualTo(-1);
    assertThat(payload.port(8, 13)).isEqualTo(80);
    assertThat(payload.decimal(14, 16, 100)).isEqualTo(-1);
    assertThat(payload.decimal(17, 27, 0xffff_ffffL)).isEqualTo(0xffff_ffffL);
    assertThat(payload.decimal(28, 39, Long.MAX_VALUE)).isEqualTo(-1);
    assertThat(payload.decimal(3, 3, 10)).isEqualTo(-1);
  }
}
