// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// Commands of this machine.
final class Shell {
  private Shell() {}

  /// Runs a command line of words without blanks; it has to succeed.
  static String run(String line) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(line.split(" ")).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(line + ": " + said.strip());
    }
    return said;
  }

  /// As [#run], but it does not matter whether it succeeds.
  static void attempt(String line) {
    try {
      run(line);
    } catch (IOException ignored) {
      // the caller does not mind
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Asks a process to end, and makes it end when the time is over.
  static void end(Process process, long limit, TimeUnit unit) {
    process.destroy();
    try {
      if (process.waitFor(limit, unit)) {
        return;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
