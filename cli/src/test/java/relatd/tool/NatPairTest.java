// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relatd.cli.Outcome;

/// `relatd replay --nat-pair`: what the summary counts, and what the status says.
class NatPairTest {
  private static final Path CAPTURES = Path.of(System.getProperty("relatd.testdata"), "pcaps");

  @TempDir Path folder;

  @Test
  void whatTheOtherRouterOverlookedIsNoFailure() {
    Path capture = CAPTURES.resolve("irc/irc-lab4-snat-dcc.inside.pcap");
    Outcome outcome = pair(capture.resolveSibling("irc-lab4-snat-dcc.outside.pcap"), capture);
    assertThat(outcome.out()).contains(" 2 rewritten by ours alone, 0 different");
    assertThat(outcome.status()).isZero();
  }

  @Test
  void anotherTextThanTheOtherSideReceivedIsAFailure() throws IOException {
    Path capture = CAPTURES.resolve("ftp/ftp-lab4-snat-port.inside.pcap");
    Path outside = capture.resolveSibling("ftp-lab4-snat-port.outside.pcap");
    assertThat(pair(outside, capture).status()).isZero();
    Path changed = folder.resolve("outside.pcap");
    String text = Files.readString(outside, StandardCharsets.ISO_8859_1);
    Files.writeString(
        changed,
        text.replace("PORT 10,77,2,1,149,111", "PORT 10,77,2,1,149,112"),
        StandardCharsets.ISO_8859_1);
    Outcome outcome = pair(changed, capture);
    assertThat(outcome.out()).contains(" 0 rewritten by ours alone, 1 different");
    assertThat(outcome.status()).isOne();
  }

  private static Outcome pair(Path other, Path capture) {
    return Outcome.ofRelatd("replay", "--nat-pair", other.toString(), capture.toString());
  }
}
