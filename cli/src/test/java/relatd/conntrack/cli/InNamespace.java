// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import relatd.posix.Errno;
import relatd.posix.Posix;

/// A network namespace that lives as long as the one thread that works in it.
public final class InNamespace implements AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().factory());

  private InNamespace() {}

  /// Skips the test where there can be none.
  public static InNamespace open() {
    assumeTrue(Posix.geteuid() == 0, "needs root");
    InNamespace namespace = new InNamespace();
    int result = namespace.call(() -> Posix.unshare(Posix.CLONE_NEWNET));
    assumeTrue(result == 0, () -> "needs network namespaces: " + Errno.text(-result));
    namespace.call(() -> Programs.shell("ip link set lo up"));
    return namespace;
  }

  public <T> T call(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, thread).join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof Error error) {
        throw error;
      }
      throw failure;
    }
  }

  /// What `ip link set ... netns` takes for it: the number of its thread.
  String asOperand() {
    return Integer.toString(call(Posix::gettid));
  }

  /// Runs beside the one thread, in a thread that it starts: the namespace is inherited.
  <T> CompletableFuture<T> inherit(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    call(() -> {
      Thread.ofPlatform()
          .start(() -> {
            try {
              result.complete(work.get());
            } catch (RuntimeException | Error failure) {
              result.completeExceptionally(failure);
            }
          });
      return result;
    });
    return result;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    thread.close();
  }
}
