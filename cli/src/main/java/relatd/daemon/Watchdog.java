// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.time.Duration;
import relatd.posix.EventLoop;
import relatd.posix.Timer;

/// Tells systemd from the loop itself that the loop is alive.
final class Watchdog {
  private final Readiness readiness;
  private final Duration interval;
  private final Timer timer;

  Watchdog(EventLoop loop, Readiness readiness, Duration interval) {
    this.readiness = readiness;
    this.interval = interval;
    this.timer = loop.timer(this::tick);
  }

  void start() {
    timer.start(interval);
  }

  private void tick() {
    readiness.tell("WATCHDOG=1");
    timer.start(interval);
  }
}
