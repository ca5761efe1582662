// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relatd.cli.Outcome;
import relatd.helper.contract.CaptureBuilder;

/// `relatd replay --explain`.
class ExplainTest {
  private static final int LONGEST = 160;
  private static final String INDENT = "    ";
  private static final Path CAPTURES = Path.of(System.getProperty("relatd.testdata"), "pcaps");

  @TempDir Path folder;

  @Test
  void theBytesThatDecidedFollowTheEvent() throws IOException {
    assertThat(
            explain(
                ftp()
                    .server("227 Entering Passive Mode (10,77,2,2,156,118).\r\n")
                    .client("PORT 10,77,9,9,4,1\r\n")))
        .containsExactly(
            "5 REPLY refuse ftp 227 without PASV",
            "    227 Entering Passive Mode (10,77,2,2,156,118).",
            "6 ORIGINAL refuse ftp PORT 10.77.9.9:1025 from 10.77.1.2",
            "    PORT 10,77,9,9,4,1");
  }

  @Test
  void aLineOverTwoSegmentsIsShownWhole() throws IOException {
    assertThat(explain(ftp().client("NOOP\r\nPORT 10,77,").client("1,2,156,118\r\n")))
        .hasSize(2)
        .last()
        .isEqualTo("    PORT 10,77,1,2,156,118");
  }

  @Test
  void aLongTextIsCutAroundThePortThatItNames() throws IOException {
    String before = "NOOP\r\n".repeat(100);
    List<String> lines =
        explain(ftp().client(before + "PORT 10,77,1,2,156,118\r\n" + "NOOP\r\n".repeat(100)));
    assertThat(lines).hasSize(2);
    assertThat(lines.getLast())
        .startsWith(INDENT + "...")
        .contains("NOOP\\x0d\\x0aPORT 10,77,1,2,156,118\\x0d\\x0aNO")
        .endsWith("...")
        .hasSizeBetween(LONGEST - 10, INDENT.length() + LONGEST);
  }

  @Test
  void everyCaptureIsExplainedInPrintableLinesThatAreNotTooLong() {
    for (String name : new String[] {"sip", "rpc", "tns", "mdns", "rtsp"}) {
      String[] files = CAPTURES.resolve(name).toFile().list((_, file) -> file.endsWith(".pcap"));
      assertThat(files).as(name).isNotEmpty();
      for (String file : files) {
        assertExplained(CAPTURES.resolve(name).resolve(file).toString());
      }
    }
  }

  private static void assertExplained(String file) {
    List<String> plain = Outcome.ofRelatd("replay", file).outLines();
    List<String> explained = Outcome.ofRelatd("replay", "--explain", file).outLines();
    assertThat(explained.stream().filter(line -> !line.startsWith(INDENT)).toList())
        .as(file)
        .isEqualTo(plain);
    assertThat(explained.stream().filter(line -> line.startsWith(INDENT)).toList())
        .as(file)
        .hasSize(plain.size() - 1)
        .allMatch(line -> line.length() <= INDENT.length() + LONGEST)
        .allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c <= '~'));
  }

  @Test
  void jsonIsTheSameWithIt() {
    String file = CAPTURES.resolve("ftp").resolve("ftp-lab4-pasv.pcap").toString();
    Outcome plain = Outcome.ofRelatd("replay", "--json", file);
    assertThat(plain.out()).contains("\"event\":\"expect\"");
    assertThat(Outcome.ofRelatd("replay", "--json", "--explain", file)).isEqualTo(plain);
  }

  private static CaptureBuilder ftp() {
    return CaptureBuilder.tcp("ftp", "10.77.1.2", 40_000, "10.77.2.2", 21)
        .handshake()
        .server("220 ready\r\n");
  }

  /// Without the summary.
  private List<String> explain(CaptureBuilder capture) throws IOException {
    Path file = Files.write(folder.resolve("x.pcap"), capture.bytes());
    List<String> lines = Outcome.ofRelatd("replay", "--explain", file.toString()).outLines();
    assertThat(lines.getLast()).startsWith("# ");
    return lines.subList(0, lines.size() - 1);
  }
}
