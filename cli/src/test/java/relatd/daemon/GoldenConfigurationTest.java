// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.cli.Outcome;
import relatd.cli.Transcript;

/// Configurations that conntrackd 1.4.7 was given: the program forwards what the language says of
/// them, and ends alike. (Their texts are judged by the tests of relatd.conf.)
class GoldenConfigurationTest {
  private static final String NO_DAEMON =
      "[ERROR] can't connect: is conntrackd running? appropriate permissions?";

  /// Depends on the machine's devices.
  private static final String NO_DEVICE = "is an invalid interface";

  /// Refused by 1.4.7 alone: the last line is a comment without newline.
  private static final String BETTER = "comment-at-eof-no-newline";

  @TempDir Path folder;

  record Case(String name, String text, List<String> said) {
    boolean isAccepted() {
      return said.contains(NO_DAEMON) || name.equals(BETTER);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// Runs of the client; the few of the daemon are judged by the tests of relatd.conf.
  static Stream<Case> clients() {
    Path golden = Path.of(System.getProperty("relatd.testdata"), "conf", "golden");
    try (Stream<Path> files = Files.list(golden)) {
      return files
          .sorted()
          .map(GoldenConfigurationTest::read)
          .flatMap(Optional::stream)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Case> refused() {
    return clients().filter(c -> !c.isAccepted());
  }

  private static Optional<Case> read(Path file) {
    String all;
    try {
      all = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String head = all.substring(0, all.indexOf("\n## stdout ("));
    if (!head.lines().findFirst().orElse("").endsWith(" -s")) {
      return Optional.empty();
    }
    String text =
        head.lines()
            .filter(line -> line.startsWith("|"))
            .map(line -> line.substring(Math.min(2, line.length())))
            .collect(Collectors.joining("\n"));
    String err = all.substring(all.indexOf("\n## stderr (") + 1);
    List<String> said = Transcript.unstamped(err).lines().skip(1).toList();
    return Optional.of(new Case(file.getFileName().toString().replace(".txt", ""), text, said));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void theClientSaysTheOriginalsLinesInTheirOrder(Case golden) throws IOException {
    Outcome ours = Outcome.ofConntrackd("-C", write(golden), "-s");
    assertThat(ours.status()).isEqualTo(1);
    assertThat(ours.out()).isEmpty();
    if (!golden.name().equals(BETTER)) {
      assertThat(withoutDevices(ours.errLines()))
          .containsSubsequence(withoutDevices(golden.said()));
    }
    assertThat(ours.errLines().contains(NO_DAEMON)).isEqualTo(golden.isAccepted());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aRefusedFileStartsNoDaemon(Case golden) throws IOException {
    Outcome ours = Outcome.ofConntrackd("-C", write(golden));
    assertThat(ours.status()).isEqualTo(1);
    assertThat(ours.out()).isEmpty();
    assertThat(withoutDevices(ours.errLines())).containsSubsequence(withoutDevices(golden.said()));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  private static List<String> withoutDevices(List<String> lines) {
    return lines.stream().filter(line -> !line.contains(NO_DEVICE)).toList();
  }

  private String write(Case golden) throws IOException {
    Path file = folder.resolve("t.conf");
    Files.writeString(file, golden.text(), StandardCharsets.ISO_8859_1);
    return file.toString();
  }
}
