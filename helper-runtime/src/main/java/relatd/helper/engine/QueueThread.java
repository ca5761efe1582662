// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import relatd.posix.Posix;

/// Keeps a queue served: a thread with a [QueueWorker], and another worker when that one's queue
/// breaks.
final class QueueThread implements Runnable {
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  private final QueuePlan plan;
  private final EngineSettings settings;
  private final EngineLog log;
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch stopRequest = new CountDownLatch(1);
  private final Thread thread;
  private volatile QueueWorker worker;
  private volatile RuntimeException startFailure;
  private volatile int reopened;
  private volatile int threadId;

  QueueThread(QueuePlan plan, EngineSettings settings, EngineLog log) {
    this.plan = plan;
    this.settings = settings;
    this.log = log;
    thread = Thread.ofPlatform().name("queue-" + plan.queueNumber()).unstarted(this);
  }

  QueuePlan plan() {
    return plan;
  }

  /// The worker in service; empty while the queue is being opened again.
  Optional<QueueWorker> worker() {
    return Optional.ofNullable(worker);
  }

  /// gettid(2); known once [#start] has returned.
  int threadId() {
    return threadId;
  }

  /// How often the queue had to be opened again.
  int reopened() {
    return reopened;
  }

  /// Starts and waits until the queue is bound.
  ///
  /// @throws RuntimeException what kept it from being bound, with the cure
  void start() {
    thread.start();
    try {
      started.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (startFailure != null) {
      throw startFailure;
    }
  }

  /// Ends after the batch in hand.
  void stop() {
    stopRequest.countDown();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    threadId = Posix.gettid();
    long pause = FIRST_PAUSE_MILLIS;
    boolean first = true;
    while (isWanted()) {
      try (QueueWorker mine = QueueWorker.open(plan, settings, log)) {
        worker = mine;
        if (!first) {
          log.notice("queue " + plan.queueNumber() + " is served again");
        }
        started.countDown();
        pause = FIRST_PAUSE_MILLIS;
        while (isWanted()) {
          mine.turn();
        }
      } catch (RuntimeException | OutOfMemoryError failure) {
        worker = null; // with all that it remembers
        if (started.getCount() > 0) {
          startFailure = failure instanceof RuntimeException known ? known : noMemory(failure);
          started.countDown();
          return;
        }
        report(failure, pause);
        pause(pause);
        pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
      } finally {
        worker = null;
      }
      first = false;
    }
  }

  private static RuntimeException noMemory(Throwable failure) {
    return new IllegalStateException("no memory for a queue: " + failure.getMessage(), failure);
  }

  private void report(Throwable failure, long pause) {
    reopened++;
    log.error(
        "queue %d is lost: %s; opening it again in %d ms"
            .formatted(plan.queueNumber(), failure.getMessage(), pause));
  }

  private boolean isWanted() {
    return stopRequest.getCount() > 0;
  }

  private void pause(long millis) {
    try {
      stopRequest.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
