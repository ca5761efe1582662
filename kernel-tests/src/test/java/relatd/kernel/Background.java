// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A command that runs beside the test, with its output in a file.
///
/// A file and no pipe: grandchildren that outlive the command cannot block a reader, and what was
/// said before a hard stop is still there.
final class Background implements AutoCloseable {
  private static final long GRACE_SECONDS = 5;

  private final List<String> command;
  private final Process process;
  private final Path output;

  private Background(List<String> command, Process process, Path output) {
    this.command = command;
    this.process = process;
    this.output = output;
  }

  /// Starts a command with its output and errors in `output` and nothing to read.
  static Background start(Path output, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new Background(command, process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /// Everything printed so far.
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until the output contains a text; a command that dies before fails at once.
  Background awaitOutput(String text) {
    Await.until(
        "`%s` prints \"%s\"".formatted(String.join(" ", command), text),
        () -> output().contains(text) || failIfDead(),
        this::output);
    return this;
  }

  private boolean failIfDead() {
    if (!isAlive() && !output().isEmpty()) {
      throw new AssertionError("`%s` ended:\n%s".formatted(String.join(" ", command), output()));
    }
    return false;
  }

  /// Ends the command: SIGTERM, and SIGKILL for it and its children if it does not listen.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
