// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a program to its end and collects what it said.
final class Commands {
  static final Duration LIMIT = Duration.ofSeconds(60);

  /// Exit status that stands for "did not end in time", as of timeout(1).
  static final int TIMED_OUT = 124;

  private Commands() {}

  static Outcome run(String... command) {
    return run(LIMIT, "", List.of(command));
  }

  /// True when a program of that name lies in the search path (sbin included: root's tools).
  static boolean exist(String... programs) {
    for (String program : programs) {
      if (!run("sh", "-c", "PATH=$PATH:/usr/sbin:/sbin; command -v \"$0\"", program).ok()) {
        return false;
      }
    }
    return true;
  }

  /// Runs a command, feeds it `input`, and kills it with its children at the limit.
  static Outcome run(Duration limit, String input, List<String> command) {
    try {
      Path scratch = Files.createTempDirectory("relatd-command-");
      try {
        Path in = Files.writeString(scratch.resolve("in"), input);
        Path out = scratch.resolve("out");
        Path err = scratch.resolve("err");
        Process process =
            new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int exitCode = await(process, limit);
        return new Outcome(command, exitCode, Files.readString(out), Files.readString(err));
      } finally {
        Trees.delete(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int await(Process process, Duration limit) {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    return TIMED_OUT;
  }
}
