// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import relatd.cli.Namespace;
import relatd.cli.Outcome;
import relatd.cli.Program;
import relatd.cli.Transcript;

/// Starts of conntrackd 1.4.7 in the foreground, `console-*`: the same lines on the same streams,
/// the same end, and nothing left behind.
///
/// Ours explains: lines with the file's place, and a line behind an error that says what to do.
/// Where ours has another line or another end on purpose, `testdata/cli/console-ours.txt` has it
/// with the reason.
@Tag("kernel")
final class GoldenConsoleKernelTest {
  /// Needs a daemon of helpers, see HelperDaemonKernelTest.
  private static final Set<String> ELSEWHERE = Set.of("console-helper-nokernel");

  /// So much of a line says which one it is.
  private static final int BEGIN = 30;

  private static Namespace machine;
  @TempDir Path folder;

  @BeforeAll
  static void open() {
    machine = Namespace.open();
    for (int link = 0; link < 2; link++) {
      String device = "sync" + link;
      machine.run("ip", "link", "add", device, "type", "veth", "peer", "name", "peer" + link);
      machine.run("ip", "address", "add", "10.9%d.0.1/24".formatted(9 - link), "dev", device);
      machine.run("ip", "link", "set", "peer" + link, "up");
      machine.run("ip", "link", "set", device, "up");
    }
  }

  @AfterAll
  static void close() {
    if (machine != null) {
      machine.close();
    }
  }

  static Stream<ConsoleRun> runs() {
    return Transcript.all("conntrackd", "console-").stream()
        .filter(golden -> !ELSEWHERE.contains(golden.name()))
        .map(ConsoleRun::of);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void startsAndEndsAsTheOriginal(ConsoleRun golden) throws IOException {
    Path file = folder.resolve("A.conf");
    Files.writeString(file, golden.configuration().replace("/run/rcx", folder.toString()));
    try (Program daemon = machine.start("conntrackd", "-C", file.toString())) {
      if (golden.signal().isPresent()) {
        daemon.awaitOut(DaemonFolder.READY);
        // The scheduler is set beside the start.
        golden.err().forEach(line -> daemon.awaitErr(line.substring(0, BEGIN)));
        daemon.signal(golden.signal().get());
      }
      Outcome outcome = daemon.outcome();
      assertThat(outcome.outLines()).isEqualTo(golden.out());
      assertThat(withoutAdvice(outcome.errLines())).isEqualTo(golden.err());
      assertThat(outcome.status()).isEqualTo(golden.status());
    }
    if (!golden.leavesFiles()) {
      assertThat(folder.resolve("A.lock")).doesNotExist();
      assertThat(folder.resolve("A.ctl")).doesNotExist();
    }
  }

  /// What names a place in the configuration is ours.
  private List<String> withoutAdvice(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.contains(folder + "/A.conf:"))
        .map(line -> line.replaceFirst("of thread \\d+", "of thread N"))
        .toList();
  }
}
