// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import relatd.posix.cold.ColdPosix;

/// What the daemon asks of the operating system outside its packets: the system log and the
/// scheduler. A thread of its own loads the library and does things in order, so that nobody waits
/// for a third of a second or for a slow logger.
///
/// It begins when it is told to, and only takes things down until then: the loading takes a
/// processor, which a daemon that is about to be ready has better use for.
final class ColdServices implements AutoCloseable, Executor {
  private static final int MOST_WAITING = 1_024;

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          0,
          1,
          5,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().daemon().name("cold").factory());
  private final CountDownLatch begun = new CountDownLatch(1);
  private final Consumer<String> complaints;
  private ColdPosix posix; // the thread's own
  private boolean unusable;

  /// @param complaints told once when the library cannot be loaded
  ColdServices(Consumer<String> complaints) {
    this.complaints = complaints;
  }

  /// Lets it begin.
  void begin() {
    begun.countDown();
  }

  /// Has something done soon. What does not fit into the queue is dropped: the file and the console
  /// still have the line.
  void submit(Consumer<ColdPosix> task) {
    try {
      thread.execute(() -> {
        awaitBegin();
        if (load()) {
          task.accept(posix);
        }
      });
    } catch (RejectedExecutionException full) {
      // said above
    }
  }

  /// Has something done in its thread after all that was asked for before, with or without the
  /// library; at once when that is too much.
  @Override
  public void execute(Runnable task) {
    try {
      thread.execute(() -> {
        awaitBegin();
        task.run();
      });
    } catch (RejectedExecutionException full) {
      task.run();
    }
  }

  private void awaitBegin() {
    try {
      begun.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean load() {
    if (posix == null && !unusable) {
      try {
        posix = ColdPosix.load();
      } catch (LinkageError | RuntimeException missing) {
        unusable = true;
        complaints.accept(
            "no system log and no scheduler settings: jnr-ffi cannot be loaded: " + missing);
      }
    }
    return !unusable;
  }

  /// Ends when what was asked for is done, or after a second.
  @Override
  public void close() {
    begin();
    thread.shutdown();
    try {
      thread.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
