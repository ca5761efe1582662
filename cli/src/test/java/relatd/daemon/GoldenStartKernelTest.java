// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.cli.Namespace;
import relatd.cli.Outcome;
import relatd.cli.Program;
import relatd.cli.Transcript;

/// Recorded starts of a daemon that synchronises: in the background, twice (`start-*`), and under
/// systemd's eyes (`systemd-*`).
@Tag("kernel")
final class GoldenStartKernelTest {
  private static final int BEATS = 3;

  @TempDir Path path;
  private Namespace machine;
  private DaemonFolder folder;

  @BeforeEach
  void open() {
    machine = Namespace.open();
    folder = new DaemonFolder(path);
    machine.run("ip", "link", "add", "sync0", "type", "veth", "peer", "name", "peer0");
    machine.run("ip", "address", "add", "10.99.0.1/24", "dev", "sync0");
    machine.run("ip", "link", "set", "peer0", "up");
    machine.run("ip", "link", "set", "sync0", "up");
  }

  @AfterEach
  void close() {
    machine.close();
  }

  @Test
  void aStartInTheBackgroundSaysNothing() throws IOException {
    Transcript golden = configured("start-daemon-d");
    assertThat(start(Map.of(), "-d").outcome())
        .isEqualTo(new Outcome(golden.status(), golden.out(), golden.err()));
    DetachedTest.end(folder);
  }

  /// On stderr and in the log of the first.
  @Test
  void aSecondStartInTheForegroundSaysWhatTheOriginalSays() throws IOException {
    configured("start-daemon-d");
    Transcript golden = Transcript.read("conntrackd", "start-lock-exists-console");
    String line = golden.err().replace("/run/rcx", path.toString());
    try (Program _ = start(Map.of()).awaitOut(DaemonFolder.READY)) {
      assertThat(start(Map.of()).outcome())
          .isEqualTo(new Outcome(golden.status(), golden.out(), line));
      assertThat(Transcript.unstamped(Files.readString(folder.log()))).contains(line);
    }
  }

  /// The original's is silent; ours says why, as in the foreground.
  @Test
  void aSecondStartInTheBackgroundSaysWhyItFails() throws IOException {
    configured("start-daemon-d");
    Transcript golden = Transcript.read("conntrackd", "start-lock-exists");
    try (Program _ = start(Map.of()).awaitOut(DaemonFolder.READY)) {
      Outcome ours = start(Map.of(), "-d").outcome();
      assertThat(ours.status()).isEqualTo(golden.status());
      assertThat(ours.out()).isEqualTo(golden.out());
      assertThat(golden.err()).isEmpty();
      assertThat(ours.errLines())
          .containsExactly(
              "[ERROR] lockfile `%s' exists, perhaps conntrackd already running?"
                  .formatted(folder.lock()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"systemd-console", "systemd-off"})
  void systemdHearsWhatItHeardOfTheOriginal(String name) throws IOException {
    Transcript golden = configured(name);
    assertThat(heard(0)).isEqualTo(datagrams(golden));
  }

  /// As long as somebody listens; how often, the time decides.
  @Test
  void theWatchdogHearsAsItHeardOfTheOriginal() throws IOException {
    Transcript golden = configured("systemd-watchdog");
    assertThat(datagrams(golden).stream().distinct())
        .containsExactlyElementsOf(heard(BEATS).stream().distinct().toList());
  }

  /// The same words; ours says MAINPID first, so that the parent may say both.
  @Test
  void theBackgroundDaemonIsNamedBeforeItIsReady() throws IOException {
    List<String> theirs = datagrams(configured("systemd-daemon"));
    assertThat(theirs).containsExactly("READY=1", "MAINPID=<pid of the child>", "STOPPING=1");
    try (NotifySocket systemd = systemd()) {
      assertThat(start(environment(0), "-d").outcome().status()).isZero();
      assertThat(systemd.next()).isEqualTo("MAINPID=" + DetachedTest.pid(folder));
      assertThat(systemd.next()).isEqualTo(theirs.getFirst());
      DetachedTest.end(folder);
      assertThat(systemd.next()).isEqualTo(theirs.getLast());
      assertThat(systemd.isSilent()).isTrue();
    }
  }

  /// @param beats of the watchdog to wait for
  private List<String> heard(int beats) {
    List<String> heard = new ArrayList<>();
    try (NotifySocket systemd = systemd();
        Program daemon = start(environment(beats)).awaitOut(DaemonFolder.READY)) {
      while (heard.size() < (beats == 0 ? 0 : 1 + beats)) {
        heard.add(systemd.next());
      }
      assertThat(daemon.signal("TERM").outcome().status()).isZero();
      heard.addAll(systemd.rest());
    }
    return heard;
  }

  private NotifySocket systemd() {
    return new NotifySocket(path.resolve("notify").toString());
  }

  private Map<String, String> environment(int beats) {
    String notify = path.resolve("notify").toString();
    return beats == 0
        ? Map.of("NOTIFY_SOCKET", notify)
        : Map.of("NOTIFY_SOCKET", notify, "WATCHDOG_USEC", "200000");
  }

  private static List<String> datagrams(Transcript golden) {
    return golden.out().lines().map(line -> line.replaceFirst("^\\S+ ", "")).toList();
  }

  private Program start(Map<String, String> environment, String... more) {
    List<String> args = new ArrayList<>(List.of("-C", folder.config()));
    args.addAll(List.of(more));
    return Program.start(machine.inside(), environment, "conntrackd", args.toArray(String[]::new));
  }

  /// Writes the recorded configuration.
  private Transcript configured(String name) throws IOException {
    Transcript golden = Transcript.read("conntrackd", name);
    String conf = ConsoleRun.of(golden).configuration();
    Files.writeString(Path.of(folder.config()), conf.replace("/run/rcx", path.toString()));
    return golden;
  }
}
