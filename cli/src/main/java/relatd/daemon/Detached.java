// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// `conntrackd -d`: a JVM cannot fork, so the daemon is a second process of the same command in a
/// session of its own, and the first one waits until that one is ready or has failed.
final class Detached {
  /// Set for the child; its standard output is then a pipe to the parent.
  private static final String CHILD = "RELATD_DETACHED";

  private static final String READY = "relatd-ready";

  private Detached() {}

  static boolean isChild() {
    return System.getenv(CHILD) != null;
  }

  /// Starts the daemon and waits until it serves.
  ///
  /// @return 0 when it does; else 1, and what it said stands on stderr
  static int start(String configFile, PrintStream out, PrintStream err) {
    List<String> command = command(configFile);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(CHILD, "1");
    builder.redirectInput(Redirect.from(new java.io.File("/dev/null")));
    builder.redirectErrorStream(true);
    try {
      Process child = builder.start();
      return await(child, out, err);
    } catch (IOException e) {
      err.println("conntrackd: fork has failed: " + e.getMessage());
      return 1;
    }
  }

  private static int await(Process child, PrintStream out, PrintStream err) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(READY)) {
        return 0;
      }
      boolean trouble = line.contains("[ERROR]") || line.contains("[warning]");
      (trouble ? err : out).println(line);
    }
    try {
      return child.waitFor() == 0 ? 0 : 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  /// The command of this process with its own arguments replaced: `setsid` gives the child a
  /// session.
  private static List<String> command(String configFile) {
    List<String> command = new ArrayList<>(List.of("setsid"));
    ProcessHandle.Info self = ProcessHandle.current().info();
    command.add(self.command().orElse("java"));
    for (String argument : self.arguments().orElse(new String[0])) {
      if (argument.equals("conntrackd")) {
        break;
      }
      command.add(argument);
    }
    command.addAll(List.of("conntrackd", "-C", configFile));
    return command;
  }

  /// The daemon is ready: the parent may go. From now on nobody reads what is printed.
  static void tellParent() {
    if (isChild()) {
      PrintWriter pipe = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      pipe.println(READY);
      pipe.flush();
    }
  }
}
