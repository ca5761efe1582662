// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every recording of conntrack 1.4.7 that needs no traffic, replayed against ours and against
/// Debian's program, each in a namespace of its own that has come the same way.
///
/// Ours says what the recording says and what Debian's says now, or it says what is kept in
/// testdata/cli/conntrack/ours with the reason.
@Tag("kernel")
class GoldenScenarioTest {
  private static final Pattern ID = Pattern.compile("id=(\\d+)");

  @TempDir Path folder;

  static List<Scenario> scenarios() {
    return Scenario.all("conntrack");
  }

  @Test
  void mostRecordingsAreReplayed() {
    long runs =
        Scenario.all("conntrack").stream()
            .flatMap(s -> s.steps().stream())
            .filter(step -> !step.startsWith("!"))
            .distinct()
            .count();
    assertThat(runs).isGreaterThan(370);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void saysWhatTheOriginalSaid(Scenario scenario) {
    Programs.requireDebian();
    Programs programs = new Programs(folder);
    SoftAssertions all = new SoftAssertions();
    try (InNamespace ours = InNamespace.open();
        InNamespace debians = InNamespace.open()) {
      for (String step : scenario.steps()) {
        if (step.startsWith("! ")) {
          ours.call(() -> Programs.shell(step.substring(2)));
          debians.call(() -> Programs.shell(step.substring(2)));
        } else {
          Recording recording = Recording.read(step);
          for (Map.Entry<String, String> file : recording.files().entrySet()) {
            programs.write(file.getKey(), file.getValue());
          }
          compare(
              recording,
              ours.call(() -> runOurs(programs, recording)).normalised(),
              debians.call(() -> runDebians(programs, recording)).normalised(),
              all);
        }
      }
    }
    all.assertAll();
  }

  private void compare(Recording recording, Run ours, Run debians, SoftAssertions all) {
    Run recorded = recording.run().normalised();
    Path deliberate = Recording.deliberate(recording.name());
    if (Files.exists(deliberate)) {
      all.assertThat(ours)
          .as(recording.name())
          .isEqualTo(Recording.read(deliberate).run().normalised());
      all.assertThat(ours).as(recording.name() + " differs on purpose").isNotEqualTo(recorded);
      return;
    }
    if (Boolean.getBoolean("relatd.test.keep") && !ours.equals(recorded)) {
      keep(deliberate, recording, ours);
      return;
    }
    all.assertThat(ours).as("recorded " + recording.name()).isEqualTo(recorded);
    all.assertThat(ours).as("living " + recording.name()).isEqualTo(debians);
  }

  /// For whoever changes something on purpose: -Drelatd.test.keep=true writes the new text down.
  static void keep(Path file, Recording recording, Run ours) {
    String text =
        "## command: %s\n## exit: %d\n## note: \n## stdout (normalised)\n%s\n## stderr (normalised)\n%s"
            .formatted(recording.command(), ours.status(), ours.out(), ours.err());
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Run runOurs(Programs programs, Recording recording) {
    return recording.isPlain()
        ? programs.ours(words(recording), recording.input())
        : programs.oursInShell(recording.command());
  }

  private Run runDebians(Programs programs, Recording recording) {
    return recording.isPlain()
        ? programs.debian(words(recording), recording.input())
        : Programs.shell(recording.command());
  }

  /// Ids and places of files are this run's own.
  private List<String> words(Recording recording) {
    List<String> words = new ArrayList<>(recording.words());
    words.replaceAll(word -> word.replace("/run/rcx", folder.toString()));
    int id = words.indexOf("-i");
    if (id >= 0 && id + 1 < words.size() && words.get(id + 1).length() > 5) {
      Matcher found = ID.matcher(Programs.shell("conntrack -L -o id").out());
      words.set(id + 1, found.find() ? found.group(1) : "0");
    }
    return words;
  }
}
