// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Whole seconds of the loop's clock, looked at once a turn instead of once an entry.
final class TurnClock implements LongSupplier {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanos;
  private long now;
  private int seconds;

  TurnClock(LongSupplier nanos) {
    this.nanos = nanos;
    tick();
  }

  /// A turn begins, or goes on for long.
  void tick() {
    now = nanos.getAsLong();
    seconds = (int) (now / SECOND);
  }

  /// Nanoseconds as of the last [#tick].
  long nanos() {
    return now;
  }

  int seconds() {
    return seconds;
  }

  @Override
  public long getAsLong() {
    return seconds;
  }
}
