// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.cli.Outcome;
import relatd.cli.Transcript;

/// Command lines that conntrackd 1.4.7 was given: ours prints the same and ends alike, but where it
/// is better on purpose.
class GoldenCommandLineTest {
  /// Recorded with 0, though nothing was done.
  private static final Set<String> FAILS_WITH_ONE = Set.of("cli-i-junk", "cli-long-option");

  /// Asked a daemon: the request that has to go over the socket.
  private static final Map<String, Integer> REQUESTS =
      Map.of(
          "cli-i-x-e", 17,
          "cli-option-trailing-junk", 16,
          "cli-s-c", 29,
          "cli-s-e", 37,
          "cli-s-prefix", 28);

  /// Have a test of their own below.
  private static final Set<String> OTHERS =
      Set.of("cli-v", "cli-c-all", "cli-C-missing", "cli-not-root");

  @TempDir Path folder;

  static Stream<Transcript> withoutDaemon() {
    return Transcript.all("conntrackd", "cli-").stream()
        .filter(t -> !REQUESTS.containsKey(t.name()) && !OTHERS.contains(t.name()));
  }

  static Stream<Transcript> withDaemon() {
    return REQUESTS.keySet().stream().sorted().map(name -> Transcript.read("conntrackd", name));
  }

  @ParameterizedTest
  @MethodSource("withoutDaemon")
  void saysWhatTheOriginalSays(Transcript golden) throws IOException {
    Outcome ours = Outcome.ofConntrackd(arguments(golden));
    assertThat(ours.out()).isEqualTo(golden.out());
    assertThat(ours.err().replace(folder.toString(), "/run/rcx")).startsWith(golden.err());
    int status = FAILS_WITH_ONE.contains(golden.name()) ? 1 : golden.status();
    assertThat(ours.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @MethodSource("withDaemon")
  void asksTheDaemonAndPrintsItsAnswer(Transcript golden) throws IOException {
    String[] args = arguments(golden);
    try (var daemon = new AnsweringSocket(folder.resolve("A.ctl"), golden.out())) {
      assertThat(Outcome.ofConntrackd(args)).isEqualTo(new Outcome(0, golden.out(), ""));
      assertThat(daemon.request()).isEqualTo(REQUESTS.get(golden.name()));
    }
  }

  @Test
  void theVersionNamesTheProgramThatItStandsInFor() {
    Outcome ours = Outcome.ofConntrackd("-v");
    assertThat(ours.out()).startsWith("Connection tracking userspace daemon v1.4.7. ");
    assertThat(ours.out()).contains("relatd").hasLineCount(1);
    assertThat(ours.status()).isZero();
  }

  @Test
  void allIsATableWord() throws IOException {
    String[] args = arguments(Transcript.read("conntrackd", "cli-c-all"));
    try (var daemon = new AnsweringSocket(folder.resolve("A.ctl"), "")) {
      assertThat(Outcome.ofConntrackd(args)).isEqualTo(new Outcome(0, "", ""));
      assertThat(daemon.request()).isEqualTo(Request.ALL_COMMIT.number());
    }
  }

  @Test
  void goesOnWithTheDefaultFileWhenTheNameIsMissing() {
    Transcript golden = Transcript.read("conntrackd", "cli-C-missing");
    CommandLine line = CommandLine.parse(golden.args());
    assertThat(line.action()).isEqualTo(CommandLine.Action.CLIENT);
    assertThat(line.configFile()).isEqualTo("/etc/conntrackd/conntrackd.conf");
    Outcome ours = Outcome.ofConntrackd(golden.args().toArray(String[]::new));
    assertThat(ours.out()).isEqualTo(golden.out());
    assertThat(ours.err()).startsWith("[ERROR] Missing config filename\n");
  }

  @Test
  void aFolderIsNoConfiguration() {
    Outcome ours = Outcome.ofConntrackd("-C", folder.toString(), "-s");
    assertThat(ours.status()).isEqualTo(1);
    assertThat(ours.errLines().getFirst())
        .isEqualTo("[ERROR] can't open config file `%s'".formatted(folder));
  }

  /// The recorded arguments with a configuration whose socket lies in the test's folder.
  private String[] arguments(Transcript golden) throws IOException {
    Files.writeString(
        folder.resolve("A.conf"), "General { UNIX { Path " + folder.resolve("A.ctl") + " } }\n");
    return golden.args().stream()
        .map(word -> word.replace("/run/rcx", folder.toString()))
        .toArray(String[]::new);
  }
}
