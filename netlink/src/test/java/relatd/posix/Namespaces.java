// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/// Network namespaces for tests of the kernel's side. One lives as long as its thread and the
/// sockets opened in it; nothing is left behind.
public final class Namespaces {
  /// What a test does in its namespace.
  @FunctionalInterface
  public interface Body {
    void run() throws Exception;
  }

  private Namespaces() {}

  /// Runs a test in a thread of its own, in a new namespace whose loopback device is up.
  public static void inNew(Body body) {
    assumeTrue(Posix.geteuid() == 0, "needs root");
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                int result = Posix.unshare(Posix.CLONE_NEWNET);
                assumeTrue(result == 0, () -> "needs network namespaces: " + Errno.text(-result));
                run("ip", "link", "set", "lo", "up");
                body.run();
              } catch (Throwable thrown) {
                failure.set(thrown);
              }
            });
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    rethrow(failure.get());
  }

  private static void rethrow(Throwable failure) {
    switch (failure) {
      case null -> {
        // all is well
      }
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      default -> throw new AssertionError(failure);
    }
  }

  /// Runs a command in the calling thread's namespace; it has to succeed.
  public static void run(String... command) {
    assertThat(attempt(command)).as(String.join(" ", command)).isEmpty();
  }

  /// Runs a command in the calling thread's namespace.
  ///
  /// @return empty when it succeeded, else what it said
  public static String attempt(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? "" : output + " (exit code " + process.exitValue() + ")";
    } catch (IOException missing) {
      return missing.getMessage();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
