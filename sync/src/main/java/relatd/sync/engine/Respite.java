// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Leaves a sixteenth of its processor to others while a job runs, in small portions.
///
/// A loop with a job never waits, and where it is a real-time thread (the `Scheduler` clause) no
/// ordinary one gets its processor meanwhile: neither the client that it has just answered, which
/// the kernel likes to wake where the answer was written, nor `ksoftirqd`. The kernel would put an
/// end to that by itself, in one piece: it stops such a thread for 50 ms once it has had 950 ms of
/// a second (`sched_rt_runtime_us`, sched(7)).
final class Respite {
  private static final long WORK = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long REST = WORK / 15;

  private final LongSupplier nanos;
  private final LongConsumer sleep;
  private boolean working;
  private long since;

  Respite() {
    this(System::nanoTime, LockSupport::parkNanos);
  }

  /// @param nanos a clock that never runs backwards
  /// @param sleep for so many nanoseconds
  Respite(LongSupplier nanos, LongConsumer sleep) {
    this.nanos = nanos;
    this.sleep = sleep;
  }

  /// Nothing is left to do: the loop is going to wait anyway.
  void idle() {
    working = false;
  }

  /// A step of work was done, and there is more: sleeps if it is due.
  void working() {
    long now = nanos.getAsLong();
    if (!working) {
      working = true;
      since = now;
    } else if (now - since >= WORK) {
      sleep.accept(REST);
      since = nanos.getAsLong();
    }
  }
}
