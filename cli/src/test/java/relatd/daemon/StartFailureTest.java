// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relatd.cli.Outcome;
import relatd.cli.Program;
import relatd.cli.Transcript;

/// Starts that fail: the original's line, what is really wrong, status 1, nothing left behind.
class StartFailureTest {
  @TempDir Path path;

  @Test
  void aLogFileThatCannotBeOpened() {
    DaemonFolder folder = new DaemonFolder(path).write("", "LogFile /tmp/nosuchdir/x.log");
    Outcome ours = fail(folder);
    assertThat(errors(ours)).containsExactlyElementsOf(errorLines("console-bad-log"));
    folder.assertNothingIsLeft();
  }

  @Test
  void aLogFileThatIsAFolderOrForbidden() throws IOException {
    DaemonFolder folder = new DaemonFolder(path).write("", "LogFile " + path);
    assertThat(fail(folder).err()).contains("Reason: Is a directory");
    assumeFalse("root".equals(System.getProperty("user.name")), "root may write anywhere");
    Files.createFile(folder.log());
    folder.log().toFile().setWritable(false);
    assertThat(fail(folder.plain()).err()).contains("Reason: Permission denied");
  }

  @Test
  void aLockFileThatCannotBeMade() {
    DaemonFolder folder = new DaemonFolder(path);
    folder.write("", "LockFile /tmp/nosuchdir/A.lock");
    List<String> errors = errors(fail(folder));
    assertThat(errors.getFirst()).isEqualTo(errorLines("console-bad-lock-dir").getFirst());
    assertThat(errors).hasSize(2);
    assertThat(errors.getLast()).endsWith("cannot be created: No such file or directory");
    folder.assertNothingIsLeft();
  }

  @Test
  void aSocketThatCannotBeMade() {
    DaemonFolder folder = new DaemonFolder(path);
    folder.write("", "UNIX { Path /tmp/nosuchdir/A.ctl }");
    List<String> errors = errors(fail(folder));
    assertThat(errors).containsSubsequence(errorLines("console-bad-socket-dir"));
    assertThat(errors).hasSize(3);
    assertThat(errors.get(1)).contains("/tmp/nosuchdir/A.ctl").contains("No such file");
    folder.assertNothingIsLeft();
  }

  /// 1.4.7 would remove the file.
  @Test
  void whatIsNoSocketInTheSocketsPlaceIsKept() throws IOException {
    DaemonFolder folder = new DaemonFolder(path).plain();
    Files.writeString(folder.socket(), "precious");
    assertThat(fail(folder).err()).contains("cannot remove").contains("it is no socket");
    assertThat(folder.socket()).hasContent("precious");
    assertThat(folder.lock()).doesNotExist();
  }

  @Test
  void aFailureStandsInTheLogFileToo() throws IOException {
    DaemonFolder folder = new DaemonFolder(path);
    folder.write("", "UNIX { Path /tmp/nosuchdir/A.ctl }\nLogFile " + folder.log());
    Outcome ours = fail(folder);
    assertThat(Transcript.unstamped(Files.readString(folder.log())).lines())
        .containsExactlyElementsOf(errors(ours));
  }

  private static Outcome fail(DaemonFolder folder) {
    try (Program daemon = Program.start("conntrackd", "-C", folder.config())) {
      Outcome outcome = daemon.outcome();
      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).doesNotContain("\tat ").doesNotContain("Exception");
      return outcome;
    }
  }

  private static List<String> errors(Outcome outcome) {
    return outcome.errLines().stream().filter(line -> !line.contains("[warning]")).toList();
  }

  private static List<String> errorLines(String golden) {
    return Transcript.read("conntrackd", golden).err().lines().toList();
  }
}
