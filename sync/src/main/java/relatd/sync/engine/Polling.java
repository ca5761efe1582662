// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.time.Duration;
import java.util.OptionalInt;
import relatd.posix.Timer;

/// Brings the internal caches in line with the kernel by reading its whole table: every `PollSecs`
/// seconds instead of events, or once after events got lost. The peer is told everything again, and
/// of what is gone.
final class Polling {
  private final SyncEngine engine;
  private final OptionalInt period;
  private final Timer timer;
  private boolean running;

  Polling(SyncEngine engine, OptionalInt period) {
    this.engine = engine;
    this.period = period;
    this.timer = engine.loop.timer(this::poll);
  }

  boolean isOn() {
    return period.isPresent() && period.getAsInt() > 0;
  }

  void start() {
    if (isOn()) {
      timer.start(Duration.ofSeconds(period.getAsInt()));
    }
  }

  private void poll() {
    start();
    reread();
  }

  /// `NetlinkOverrunResync` seconds after an overrun.
  void afterLoss() {
    engine.kernelCounters.resyncs++;
    reread();
  }

  private void reread() {
    if (running || engine.intake.isEmpty()) {
      return;
    }
    running = true;
    int since = engine.clock.seconds();
    KernelIntake intake = engine.intake.get();
    Scope scope = engine.synchronizesExpectations() ? Scope.ALL : Scope.CONNTRACKS;
    engine.jobs.start(
        new DumpJob(
            engine.filter, scope, intake.announcing(), engine.loop::now, () -> sweep(since)));
  }

  private void sweep(int since) {
    running = false;
    engine.intake.ifPresent(intake ->
        engine.jobs.start(
            new SweepJob(
                engine.caches.internalConntracks(),
                engine.lookup,
                intake,
                engine.loop::now,
                since)));
  }

  void close() {
    timer.stop();
  }
}
