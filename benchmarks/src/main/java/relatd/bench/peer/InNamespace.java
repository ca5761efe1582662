// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.lang.foreign.Arena;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import relatd.posix.Fd;
import relatd.posix.Posix;
import relatd.posix.SystemException;

/// A thread that lives in a network namespace: sockets that are opened there belong to it.
final class InNamespace implements AutoCloseable {
  private final ExecutorService thread;

  InNamespace(String name) throws Exception {
    thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
    call(() -> {
      try (Arena arena = Arena.ofConfined();
          Fd file =
              new Fd(
                  Posix.open(arena.allocateFrom("/run/netns/" + name), 0, 0),
                  "open namespace " + name)) {
        return SystemException.check(
            Posix.setns(file.number(), Posix.CLONE_NEWNET), "enter namespace " + name);
      }
    });
  }

  <T> T call(Callable<T> task) throws Exception {
    try {
      return start(task).get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception cause ? cause : failed;
    }
  }

  <T> Future<T> start(Callable<T> task) {
    return thread.submit(task);
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
