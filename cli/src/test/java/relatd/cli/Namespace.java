// SPDX-License-Identifier: Apache-2.0
package relatd.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A private network namespace for programs that a test starts. It lives as long as the process
/// that holds it, and leaves nothing behind.
public final class Namespace implements AutoCloseable {
  private final Process holder;

  private Namespace(Process holder) {
    this.holder = holder;
  }

  /// Skips the test where there can be none.
  public static Namespace open() {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    try {
      Process holder =
          new ProcessBuilder("unshare", "--net", "sh", "-c", "ip link set lo up; echo up; read x")
              .start();
      boolean up = holder.inputReader().readLine() != null;
      assumeTrue(up, "needs network namespaces (unshare --net was refused)");
      return new Namespace(holder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What to put before a command so that it runs in here.
  public List<String> inside(String... more) {
    List<String> command =
        new ArrayList<>(List.of("nsenter", "--net=/proc/" + holder.pid() + "/ns/net"));
    command.addAll(List.of(more));
    return command;
  }

  /// Runs a command in here to its end.
  public Outcome run(String... command) {
    try (Program program = Program.command(Map.of(), inside(command))) {
      return program.outcome();
    }
  }

  /// Starts one of our programs in here.
  public Program start(String face, String... args) {
    return Program.start(inside(), Map.of(), face, args);
  }

  @Override
  public void close() {
    holder.destroyForcibly();
    try {
      holder.waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
