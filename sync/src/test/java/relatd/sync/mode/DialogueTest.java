// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Conversations of the original with a scripted peer: ours says the same, but for what
/// docs/compatibility.md names.
class DialogueTest {
  /// A window of 4, a gap of 3, a number of the past, a peer that begins anew with low numbers, a
  /// request for everything.
  @Test
  void aPeerThatBeginsAnewGetsWhatItNeverAcknowledged() {
    Dialogue dialogue =
        Dialogue.play("ftfw-fakepeer-window4-udp4", new FtFwOptions(4, 131_072), Set.of(4));
    List<String> theirs = dialogue.theirs();
    List<String> ours = dialogue.ours();
    assertThat(ours).hasSameSizeAs(theirs);
    assertThat(ours.subList(0, 9)).isEqualTo(theirs.subList(0, 9));
    assertThat(theirs.subList(9, 11))
        .containsExactly("ACK+HELLO+BACK 9 100..100", "ALIVE+HELLO 10");
    assertThat(ours.subList(9, 11))
        .as("what was sent to the peer before is sent again, ahead of the acknowledgement")
        .containsExactly("UPD+HELLO+BACK 9 flow 6601", "ACK+HELLO 10 100..100");
    assertThat(ours.subList(11, ours.size())).isEqualTo(theirs.subList(11, theirs.size()));
  }

  /// Control messages are asked for again; of 24 messages a resend queue of 8 keeps 8.
  @Test
  void controlsAreSentAgainWithoutTheirOldGreetings() {
    Set<Integer> events =
        IntStream.concat(IntStream.rangeClosed(13, 36), IntStream.rangeClosed(39, 41))
            .boxed()
            .collect(Collectors.toSet());
    Dialogue dialogue =
        Dialogue.play("ftfw-fakepeer-nack-resendqueue8-udp4", new FtFwOptions(300, 8), events);
    assertThat(dialogue.theirs()).contains("ACK+HELLO+BACK 6 9000..9000", "ACK+HELLO 7 9001..9001");
    assertThat(dialogue.ours())
        .isEqualTo(
            dialogue.theirs().stream()
                .map(line ->
                    switch (line) {
                      // greeted once before; and once the peer has answered, no more
                      case "ACK+HELLO+BACK 2 9000..9000" -> "ACK+HELLO 2 9000..9000";
                      case "ACK+HELLO+BACK 6 9000..9000" -> "ACK 6 9000..9000";
                      case "ACK+HELLO 7 9001..9001" -> "ACK 7 9001..9001";
                      default -> line;
                    })
                .toList());
  }
}
