// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockFileTest {
  private static final DaemonLog LOG =
      new DaemonLog(
          new PrintStream(OutputStream.nullOutputStream()),
          new PrintStream(OutputStream.nullOutputStream()),
          false);

  @TempDir Path folder;

  @Test
  void existsAsLongAsItIsHeld() throws IOException {
    try (LockFile _ = LockFile.create(file(), LOG)) {
      assertThat(DaemonFolder.mode(file())).isEqualTo("rw-------");
      assertThat(file()).hasContent(Long.toString(ProcessHandle.current().pid()));
    }
    assertThat(file()).doesNotExist();
  }

  /// conntrackd's own file is empty; what cannot be read as a number is somebody's, too.
  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "12x", "-1", "99999999999999999999999"})
  void respectsWhatIsNotOurs(String content) throws IOException {
    Files.writeString(file(), content);
    assertThatThrownBy(() -> LockFile.create(file(), LOG))
        .isInstanceOf(StartFailure.class)
        .hasMessage("lockfile `%s' exists, perhaps conntrackd already running?".formatted(file()));
    assertThat(file()).hasContent(content);
  }

  /// Numbers are used again, and our own number is what a daemon in a container finds after a
  /// crash.
  @Test
  void aNumberThatAnotherProgramHasIsStale() throws IOException {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      for (long pid : new long[] {other.pid(), ProcessHandle.current().pid()}) {
        Files.writeString(file(), pid + "\n");
        LockFile.create(file(), LOG).close();
      }
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aNumberThatADaemonHasIsRespected() throws IOException {
    Process daemon = new ProcessBuilder("sh", "-c", "read x; : conntrackd").start();
    try {
      Files.writeString(file(), daemon.pid() + "\n");
      assertThatThrownBy(() -> LockFile.create(file(), LOG)).isInstanceOf(StartFailure.class);
    } finally {
      daemon.destroyForcibly();
    }
  }

  private Path file() {
    return folder.resolve("A.lock");
  }
}
