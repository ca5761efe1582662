// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `conntrackd -d`: a JVM cannot fork, so the daemon is a second process with the same command, in
/// a session of its own, and the first one waits until it is ready or has failed.
///
/// The child's standard output and error are one pipe to the parent. Troubles go over it, then a
/// line that says it is ready; then the child closes it, so that the parent's own output is held by
/// nobody when the parent has gone.
final class Detached {
  /// What the child says when it serves. No log line looks like it.
  static final String READY = "relatd-ready";

  /// Set for the child.
  private static final String CHILD = "RELATD_DETACHED";

  private static final Path OWN_COMMAND = Path.of("/proc/self/cmdline");

  private Detached() {}

  static boolean isChild() {
    return System.getenv(CHILD) != null;
  }

  /// Starts the daemon and waits until it serves; then tells systemd, which takes such words from
  /// the process that it has started alone.
  ///
  /// @return 0 when it serves; else 1, and what it said stands on `err`
  static int start(Readiness readiness, PrintStream err) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command());
      builder.environment().put(CHILD, "1");
      builder.redirectInput(Redirect.from(new File("/dev/null")));
      builder.redirectErrorStream(true);
      return await(builder.start(), readiness, err);
    } catch (IOException e) {
      err.println("conntrackd: fork has failed: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static int await(Process child, Readiness readiness, PrintStream err)
      throws IOException, InterruptedException {
    boolean silent = true;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(READY)) {
          readiness.tell("MAINPID=" + child.pid());
          readiness.tell("READY=1");
          return 0;
        }
        err.println(line);
        silent = false;
      }
    }
    int status = child.waitFor();
    if (silent) {
      err.println("conntrackd: the daemon ended with status " + status + " before it was ready");
    }
    return 1;
  }

  /// This process's command; `setsid` gives the child a session.
  private static List<String> command() throws IOException {
    String words = new String(Files.readAllBytes(OWN_COMMAND), StandardCharsets.UTF_8);
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(List.of(words.split("\0", -1)));
    command.removeLast(); // the last word ends in NUL, too
    return command;
  }
}
