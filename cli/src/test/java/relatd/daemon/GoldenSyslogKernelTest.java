// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.cli.Namespace;
import relatd.cli.Outcome;
import relatd.cli.Program;
import relatd.cli.Transcript;

/// What reached the system's log, `syslog-*`, datagram by datagram: priority, ident, text. A
/// `/dev/log` of the test's own, in a mount namespace of the daemon's own, takes it.
///
/// Debian's daemon, where it is installed, is the control.
@Tag("kernel")
@Timeout(120)
final class GoldenSyslogKernelTest {
  private static final Path DEBIAN = Path.of("/usr/sbin/conntrackd");
  private static final String ENTRY =
      "-p udp -s 10.1.0.2 -d 10.2.0.2 --sport 40000 --dport 5000 -t 3000 -u SEEN_REPLY";

  /// The few devices a program needs, and a log.
  private static final String OWN_DEVICES =
      """
      set -e
      mkdir "$0/dev"
      mount -t tmpfs none "$0/dev"
      for device in null zero full random urandom; do
        touch "$0/dev/$device"
        mount --bind "/dev/$device" "$0/dev/$device"
      done
      ln -s /proc/self/fd "$0/dev/fd"
      ln -s "$0/log" "$0/dev/log"
      mount --rbind "$0/dev" /dev
      exec "$@"
      """;

  @TempDir Path folder;
  private Namespace machine;

  @BeforeEach
  void open() {
    machine = Namespace.open();
    machine.run("ip", "link", "add", "sync0", "type", "veth", "peer", "name", "peer0");
    machine.run("ip", "address", "add", "10.99.0.1/24", "dev", "sync0");
    machine.run("ip", "link", "set", "peer0", "up");
    machine.run("ip", "link", "set", "sync0", "up");
  }

  @AfterEach
  void close() {
    machine.close();
  }

  static Stream<Transcript> recordings() {
    return Transcript.all("conntrackd", "syslog-").stream();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void theOriginalStillSaysSo(Transcript golden) throws IOException {
    assumeTrue(Files.isExecutable(DEBIAN), "needs package conntrackd");
    assertThat(heard(golden, List.of(DEBIAN.toString()))).isEqualTo(recorded(golden));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void oursSaysTheSame(Transcript golden) throws IOException {
    List<String> ours = new ArrayList<>(Program.java());
    ours.addAll(List.of("relatd.cli.Main", "conntrackd"));
    List<String> expected =
        switch (golden.name()) {
          // An ended connection is no error: the original takes the wrong priority without a file.
          case "syslog-stats-local3" ->
              recorded(golden).stream().map(line -> line.replace("<155>", "<158>")).toList();
          // The original forgets to open the log that the section Stats asks for.
          case "syslog-stats-only" ->
              recorded(Transcript.read("conntrackd", "syslog-stats-only-file"));
          default -> recorded(golden);
        };
    assertThat(heard(golden, ours)).isEqualTo(expected);
  }

  /// Without times, process numbers, and the membership report of an interface. Who began in the
  /// foreground says so.
  private static List<String> recorded(Transcript golden) {
    return golden
        .out()
        .lines()
        .map(GoldenSyslogKernelTest::comparable)
        .filter(l -> !isReport(l))
        .toList();
  }

  private static String comparable(String datagram) {
    return datagram
        .replaceFirst("^(<\\d+>)[A-Z][a-z]{2} [ \\d]\\d [\\d:]{8} (.*?)\\[\\d+\\]: ", "$1$2: ")
        .replaceFirst("(\\n|\\\\n)$", "")
        .replace("in console mode", "in daemon mode");
  }

  private static boolean isReport(String line) {
    return line.contains("224.0.0.22");
  }

  /// Runs a daemon with the recorded configuration; a connection comes and ends meanwhile.
  private List<String> heard(Transcript golden, List<String> program) throws IOException {
    Path conf = folder.resolve("A.conf");
    Files.writeString(
        conf, ConsoleRun.of(golden).configuration().replace("/run/rcx", folder.toString()));
    List<String> command = new ArrayList<>();
    command.addAll(
        machine.inside("unshare", "--mount", "sh", "-c", OWN_DEVICES, folder.toString()));
    command.addAll(program);
    command.addAll(List.of("-C", conf.toString()));
    try (NotifySocket log = new NotifySocket(folder.resolve("log").toString());
        Program daemon = Program.command(Map.of(), command)) {
      daemon.awaitOut(DaemonFolder.READY);
      machine.run(("conntrack -I " + ENTRY).split(" "));
      awaitFigure(conf, "connections created:\t\t           1");
      machine.run("conntrack", "-D");
      awaitFigure(conf, "connections destroyed:\t\t           1");
      assertThat(daemon.signal("TERM").outcome().status()).isZero();
      return log.rest().stream()
          .map(GoldenSyslogKernelTest::comparable)
          .filter(line -> !isReport(line))
          .toList();
    }
  }

  /// Every question is a turn of the daemon's loop.
  private static void awaitFigure(Path conf, String figure) {
    String[] question = {"-C", conf.toString(), "-s"};
    while (!Outcome.ofConntrackd(question).out().contains(figure)) {
      Thread.onSpinWait();
    }
  }
}
