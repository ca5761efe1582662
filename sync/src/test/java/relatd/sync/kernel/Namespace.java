// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import relatd.posix.Errno;
import relatd.posix.Posix;

/// A network namespace for one test, which lives as long as the test's thread and its sockets.
public final class Namespace {
  /// What a test does in its namespace.
  @FunctionalInterface
  public interface Body {
    void run() throws Exception;
  }

  private Namespace() {}

  /// Runs a test in a thread of its own, in a new namespace whose loopback device is up.
  public static void inNew(Body body) {
    assumeTrue(Posix.geteuid() == 0, "needs root");
    Throwable[] failure = new Throwable[1];
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                int result = Posix.unshare(Posix.CLONE_NEWNET);
                assumeTrue(result == 0, () -> "needs network namespaces: " + Errno.text(-result));
                run("ip", "link", "set", "lo", "up");
                body.run();
              } catch (Throwable thrown) {
                failure[0] = thrown;
              }
            });
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    switch (failure[0]) {
      case null -> {
        // all is well
      }
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      default -> throw new AssertionError(failure[0]);
    }
  }

  /// Runs a command in the calling thread's namespace; it has to succeed.
  public static void run(String... command) {
    String said = attempt(command);
    assertThat(said).as(String.join(" ", command)).isEmpty();
  }

  /// As [#run], but skips the test where the command fails.
  static void need(String... command) {
    String said = attempt(command);
    assumeTrue(said.isEmpty(), () -> "needs " + String.join(" ", command) + ": " + said);
  }

  private static String attempt(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      return code == 0 ? "" : output + " (exit code " + code + ")";
    } catch (IOException missing) {
      return missing.getMessage();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
