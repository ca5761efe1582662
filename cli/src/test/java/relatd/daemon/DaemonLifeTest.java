// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.cli.Outcome;
import relatd.cli.Program;
import relatd.cli.Transcript;

/// A daemon from its start to its end, as a process. Its configuration has no section that needs
/// the kernel, so any user can run these.
class DaemonLifeTest {
  private static final String NOTHING_TO_DO = "the daemon has nothing to do";

  @TempDir Path path;
  private DaemonFolder folder;

  @BeforeEach
  void configure() {
    folder = new DaemonFolder(path).plain();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void aSignalEndsItInOrder(String signal) {
    try (Program daemon = folder.start()) {
      Outcome outcome = daemon.signal(signal).outcome();
      assertThat(outcome.status()).isZero();
      assertThat(outcome.out())
          .isEqualTo(Transcript.read("conntrackd", "console-general-only").out());
      assertThat(outcome.err()).contains(NOTHING_TO_DO).doesNotContain("[ERROR]");
      folder.assertNothingIsLeft();
    }
  }

  @Test
  void theKillRequestEndsIt() {
    try (Program daemon = folder.start()) {
      assertThat(Outcome.ofConntrackd("-C", folder.config(), "-k"))
          .isEqualTo(new Outcome(0, "", ""));
      assertThat(daemon.outcome().status()).isZero();
      folder.assertNothingIsLeft();
      assertThat(Outcome.ofConntrackd("-C", folder.config(), "-k").status()).isEqualTo(1);
    }
  }

  @Test
  void itsFilesAreItsOwnersAlone() throws IOException {
    try (Program daemon = folder.start()) {
      for (Path file : List.of(folder.lock(), folder.socket(), folder.log())) {
        assertThat(DaemonFolder.mode(file)).as(file.toString()).isEqualTo("rw-------");
      }
      assertThat(Files.readString(folder.lock())).isEqualTo(daemon.pid() + "\n");
    }
  }

  @Test
  void answersARuntimeRequestInTheOriginalsLayout() {
    try (Program _ = folder.start()) {
      assertThat(Outcome.ofConntrackd("-C", folder.config(), "-s", "runtime"))
          .isEqualTo(
              new Outcome(0, Transcript.read("vm", "conntrackd-helper-cmd-s-runtime").out(), ""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-s", "-s cache", "-s process", "-i", "-e", "-c", "-f", "-n", "-B"})
  void leavesUnansweredWhatItHasNothingToSayTo(String arguments) {
    try (Program _ = folder.start()) {
      String[] words = ("-C " + folder.config() + " " + arguments).split(" ");
      assertThat(Outcome.ofConntrackd(words)).isEqualTo(new Outcome(0, "", ""));
    }
  }

  @Test
  void aSecondStartIsRefusedAndDisturbsNothing() {
    try (Program first = folder.start()) {
      Outcome second = Outcome.ofConntrackd("-C", folder.config(), "-s", "runtime");
      Outcome refused = Program.start("conntrackd", "-C", folder.config()).outcome();
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.errLines())
          .filteredOn(line -> line.startsWith("[ERROR]"))
          .containsExactly(
              "[ERROR] lockfile `%s' exists, perhaps conntrackd already running?"
                  .formatted(folder.lock()));
      assertThat(second.status()).isZero();
      assertThat(folder.socket()).exists();
      assertThat(folder.lock()).hasContent(Long.toString(first.pid()));
    }
  }

  @Test
  void aLockOfAProcessThatIsGoneIsTakenOver() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.writeString(folder.lock(), gone.pid() + "\n");
    try (Program daemon = folder.start()) {
      Outcome outcome = daemon.signal("TERM").outcome();
      assertThat(outcome.status()).isZero();
      assertThat(outcome.err()).contains("was left behind by a process that is gone");
      folder.assertNothingIsLeft();
    }
  }

  @Test
  void aKilledDaemonsFilesDoNotHinderTheNext() {
    try (Program daemon = folder.start()) {
      daemon.signal("KILL").outcome();
      assertThat(folder.lock()).exists();
      assertThat(folder.socket()).exists();
    }
    try (Program next = folder.start()) {
      assertThat(next.signal("TERM").outcome().status()).isZero();
    }
  }

  @Test
  void whateverEndsTheDaemonItsLogHasTheOriginalsLines() throws IOException {
    try (Program daemon = folder.start()) {
      daemon.signal("TERM").outcome();
      List<String> lines = Files.readAllLines(folder.log());
      assertThat(lines)
          .allMatch(line ->
              line.matches(
                  "\\[\\w{3} \\w{3} [ 1-3]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}\\] \\(pid="
                      + daemon.pid()
                      + "\\) \\[(info|notice|warning|ERROR)\\] .+"));
      assertThat(lines).filteredOn(line -> line.contains("[notice]")).hasSize(3);
    }
  }
}
