// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.cli.Outcome;

/// Bad input of `relatd`: one clear line, 1 for bad files, 2 for a wrong call.
class BadInputTest {
  private static final Path CAPTURE =
      Path.of(System.getProperty("relatd.testdata"), "pcaps", "ftp", "ftp-lab4-pasv.pcap");
  private static final int LINK_TYPE = 20; // offset in a pcap file header

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replay",
        "replay --json",
        "replay --foo x",
        "replay --helper",
        "replay --helper nosuch x",
        "replay --port 21 x",
        "replay --port 99999=ftp x",
        "replay --port x=ftp x",
        "replay --port 21=nosuch x",
        "replay --nat-pair",
        "replay --nat-pair a b c",
        "check",
        "check a b",
        "run -d",
        "run -C",
        "helpers x y",
        "doctor a b",
        "frobnicate",
        "--replay"
      })
  void aWrongCallIsTwoLinesAndStatusTwo(String words) {
    Outcome outcome = Outcome.ofRelatd(words.split(" "));
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.errLines()).hasSize(2);
    assertThat(outcome.errLines().getFirst()).startsWith("relatd: ");
    assertThat(outcome.errLines().getLast()).isEqualTo("`relatd help' lists the commands");
  }

  @Test
  void withoutWordsItExplainsItself() {
    Outcome outcome = Outcome.ofRelatd();
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("usage: relatd COMMAND");
    assertThat(Outcome.ofRelatd("help")).isEqualTo(new Outcome(0, outcome.err(), ""));
  }

  @Test
  void anUnknownHelperIsAnsweredWithTheKnownOnes() {
    assertThat(Outcome.ofRelatd("replay", "--helper", "nosuch", "x").err())
        .contains("there is no helper `nosuch'; installed: ")
        .contains("ftp");
  }

  @Test
  void aCaptureThatIsNotThere() {
    assertRefused(folder.resolve("nosuch"), "there is no such file");
  }

  @Test
  void aFolder() {
    assertRefused(folder, "is a directory, not a capture");
  }

  @Test
  void anEmptyFile() throws IOException {
    assertRefused(Files.createFile(folder.resolve("empty")), "not a capture");
  }

  @Test
  void aTextFile() throws IOException {
    assertRefused(Files.writeString(folder.resolve("text"), "PASV\r\n"), "not a capture");
  }

  @Test
  void aForbiddenFile() throws IOException {
    assumeFalse("root".equals(System.getProperty("user.name")), "root may read everything");
    Path file = Files.copy(CAPTURE, folder.resolve("forbidden"));
    file.toFile().setReadable(false);
    assertRefused(file, "permission denied");
  }

  @Test
  void aGzipFileThatIsDamaged() throws IOException {
    byte[] bytes = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4};
    assertRefused(Files.write(folder.resolve("x.gz"), bytes), "");
    assertRefused(Files.write(folder.resolve("y.gz"), Arrays.copyOf(bytes, 5)), "");
  }

  @Test
  void anUnknownLinkType() throws IOException {
    byte[] bytes = Files.readAllBytes(CAPTURE);
    ByteBuffer.wrap(bytes).putInt(LINK_TYPE, Integer.reverseBytes(147));
    assertRefused(Files.write(folder.resolve("link"), bytes), "link type 147 is not one of");
  }

  /// At every length: what stands before the damage is replayed, then comes one line.
  @Test
  void aTruncatedCapture() throws IOException {
    byte[] bytes = Files.readAllBytes(CAPTURE);
    Path file = folder.resolve("cut");
    int refused = 0;
    for (int length = 1; length < bytes.length; length += 7) {
      Files.write(file, Arrays.copyOf(bytes, length));
      Outcome outcome = Outcome.ofRelatd("replay", file.toString());
      if (outcome.status() != 0) {
        refused++;
        assertOneLine(outcome, file);
      }
    }
    assertThat(refused).isGreaterThan(bytes.length / 7 / 2);
  }

  @Test
  void aBadFileDoesNotHinderTheGoodOnesBehindIt() {
    Outcome outcome = Outcome.ofRelatd("replay", "--json", folder.toString(), CAPTURE.toString());
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).contains("\"event\":\"expect\"");
    assertThat(outcome.errLines()).hasSize(1);
  }

  @Test
  void aNatPairThatIsNoPair() {
    Outcome outcome =
        Outcome.ofRelatd("replay", "--nat-pair", folder.toString(), CAPTURE.toString());
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.errLines()).hasSize(1);
    assertThat(outcome.err()).contains("is a directory");
  }

  @Test
  void configurationsThatCannotBeRead() {
    for (Path file : new Path[] {folder, folder.resolve("nosuch")}) {
      Outcome outcome = Outcome.ofRelatd("check", file.toString());
      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.errLines()).hasSize(2);
      assertThat(outcome.errLines().getLast()).contains("refused, 1 error");
    }
  }

  @Test
  void aConfigurationWithAnErrorIsPrintedByNobody() throws IOException {
    Path file = Files.writeString(folder.resolve("x.conf"), "General {\n  Frobnicate on\n}\n");
    Outcome outcome = Outcome.ofRelatd("check", file.toString());
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.errLines().getFirst()).startsWith(file + ":2:3: error: ");
  }

  @Test
  void anAcceptedConfigurationIsPrinted() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("x.conf"), "Helper { Type ftp inet tcp { QueueNum 3 } }\n");
    Outcome outcome = Outcome.ofRelatd("check", file.toString());
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).contains("QueueNum 3");
    assertThat(outcome.errLines().getLast()).contains("accepted, 0 errors");
  }

  private static void assertRefused(Path file, String why) {
    Outcome outcome = Outcome.ofRelatd("replay", file.toString());
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertOneLine(outcome, file);
    assertThat(outcome.err()).contains(why);
  }

  private static void assertOneLine(Outcome outcome, Path file) {
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.errLines()).hasSize(1);
    assertThat(outcome.err()).startsWith("relatd replay: " + file + ": ").doesNotContain("null");
  }
}
