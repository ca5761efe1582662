// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relatd.cli.Transcript;

class DaemonLogTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void troubleGoesToStderrAndTheRestToStdout() {
    sayAll(log(false));
    assertThat(text(out)).isEqualTo("[info] i\n[notice] n\n");
    assertThat(text(err)).isEqualTo("[warning] w\n[ERROR] e\n");
  }

  @Test
  void aDetachedDaemonsConsoleHearsOfTroubleAlone() {
    sayAll(log(true));
    assertThat(text(out)).isEmpty();
    assertThat(text(err)).isEqualTo("[warning] w\n[ERROR] e\n");
  }

  @Test
  void theConsoleIsLeftWithALastWord() {
    DaemonLog log = log(true);
    log.leaveConsole("farewell");
    sayAll(log);
    assertThat(text(out)).isEqualTo("farewell\n");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void aFileIsAppendedTo() throws IOException {
    Path file = Files.writeString(folder.resolve("log"), "before\n");
    try (DaemonLog log = log(false)) {
      log.openFile(file);
      sayAll(log);
    }
    assertThat(Transcript.unstamped(Files.readString(file)))
        .isEqualTo("before\n[info] i\n[notice] n\n[warning] w\n[ERROR] e\n");
  }

  @Test
  void theSystemLogGetsTheTextAndItsSeverity() {
    List<String> written = new ArrayList<>();
    DaemonLog log = log(false);
    log.openSyslog((severity, text) -> written.add(severity + text));
    sayAll(log);
    assertThat(written).containsExactly("6i", "5n", "4w", "3e");
  }

  /// `/dev/full` takes nothing: the daemon goes on and the console still has the line.
  @Test
  void aFullDiskStopsNobody() throws IOException {
    try (DaemonLog log = log(false)) {
      log.openFile(Path.of("/dev/full"));
      log.notice("n");
    }
    assertThat(text(out)).isEqualTo("[notice] n\n");
  }

  private DaemonLog log(boolean troublesAlone) {
    return new DaemonLog(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        troublesAlone);
  }

  private static void sayAll(DaemonLog log) {
    log.info("i");
    log.notice("n");
    log.warning("w");
    log.error("e");
  }

  private static String text(ByteArrayOutputStream stream) {
    return Transcript.unstamped(stream.toString(StandardCharsets.UTF_8));
  }
}
