// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The jobs that run: each gets its share of every turn, so that none keeps descriptors waiting.
final class Jobs {
  private static final long BUDGET = TimeUnit.MICROSECONDS.toNanos(500);

  private final List<Job> running = new ArrayList<>();
  private final Consumer<RuntimeException> failures;
  private final Respite respite;

  /// @param failures is told why a job ended early
  Jobs(Consumer<RuntimeException> failures) {
    this(failures, new Respite());
  }

  Jobs(Consumer<RuntimeException> failures, Respite respite) {
    this.failures = failures;
    this.respite = respite;
  }

  void start(Job job) {
    running.add(job);
  }

  boolean isIdle() {
    return running.isEmpty();
  }

  /// Goes on with each.
  void step() {
    for (int i = running.size() - 1; i >= 0; i--) {
      if (!step(running.get(i))) {
        running.remove(i);
      }
    }
    if (running.isEmpty()) {
      respite.idle();
    } else {
      respite.working();
    }
  }

  private boolean step(Job job) {
    try {
      return job.step(BUDGET);
    } catch (RuntimeException failure) {
      failures.accept(failure);
      return false;
    }
  }
}
