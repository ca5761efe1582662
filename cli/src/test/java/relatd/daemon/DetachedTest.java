// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relatd.cli.Outcome;
import relatd.cli.Program;

/// `conntrackd -d`: what the parent answers, and what the daemon keeps of it.
class DetachedTest {
  private static final int SESSION = 3; // fields of stat behind the name, proc(5)

  @TempDir Path path;
  private DaemonFolder folder;

  @BeforeEach
  void configure() {
    folder = new DaemonFolder(path).plain();
  }

  @AfterEach
  void endWhatStillRuns() {
    if (Files.exists(folder.lock())) {
      ProcessHandle.of(pid(folder)).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void theParentEndsWithZeroWhenTheDaemonServes() throws IOException {
    Outcome parent = startDetached();
    assertThat(parent.status()).isZero();
    assertThat(parent.out()).isEmpty();
    assertThat(parent.errLines()).allMatch(line -> line.startsWith("[warning]"));
    assertThat(parent.errLines()).doesNotHaveDuplicates();
    assertThat(Outcome.ofConntrackd("-C", folder.config(), "-s", "runtime").out())
        .startsWith("daemon uptime: 0 min");
    assertThat(Files.readString(folder.log())).contains("-- starting in daemon mode --");
    end(folder);
    folder.assertNothingIsLeft();
    assertThat(Files.readString(folder.log())).contains("---- shutdown received ----");
  }

  @Test
  void theDaemonHasASessionOfItsOwnAndHoldsNothingOfTheCaller() throws IOException {
    startDetached();
    long pid = pid(folder);
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    assertThat(fields[SESSION]).isEqualTo(Long.toString(pid));
    for (int fd = 0; fd <= 2; fd++) {
      assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/" + fd)))
          .hasToString("/dev/null");
    }
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      assertThat(open).noneMatch(DetachedTest::isPipe);
    }
    end(folder);
  }

  /// Also for files without a log: nobody may need the console.
  @Test
  void aSecondStartSaysWhyItFails() {
    startDetached();
    Outcome second = startDetached();
    assertThat(second.status()).isEqualTo(1);
    assertThat(second.out()).isEmpty();
    assertThat(second.err())
        .contains("[ERROR] lockfile `%s' exists, perhaps".formatted(folder.lock()));
    end(folder);
  }

  @Test
  void aConfigurationErrorIsSaidOnceWithTheNameThatWasGiven() throws IOException {
    Files.writeString(Path.of(folder.config()), "nonsense");
    Outcome parent = startDetached();
    assertThat(parent.status()).isEqualTo(1);
    assertThat(parent.errLines()).hasSize(2);
    assertThat(parent.errLines().getFirst())
        .isEqualTo("[ERROR] parsing config file in line (1), symbol 'nonsense': syntax error");
  }

  private Outcome startDetached() {
    try (Program parent = Program.start("conntrackd", "-C", folder.config(), "-d")) {
      return parent.outcome();
    }
  }

  private static boolean isPipe(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  static long pid(DaemonFolder folder) {
    try {
      return Long.parseLong(Files.readString(folder.lock()).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends the daemon and waits until it has gone.
  static void end(DaemonFolder folder) {
    ProcessHandle daemon = ProcessHandle.of(pid(folder)).orElseThrow();
    assertThat(Outcome.ofConntrackd("-C", folder.config(), "-k").status()).isZero();
    assertThat(daemon.onExit().orTimeout(20, TimeUnit.SECONDS).join()).isNotNull();
  }
}
