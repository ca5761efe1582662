// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Decides when a reader that has caught up had better let events gather than be woken for each.
///
/// It rests only in a stream of events: when the queue was emptied and the read before is not long
/// ago. A lone event is handled without delay.
final class Moderation {
  /// Reads that are no more than so many rests apart are one stream.
  private static final int STREAM = 3;

  private final long rest;
  private final LongSupplier nanos;
  private final LongConsumer sleep;
  private long lastRead;
  private boolean due;

  Moderation(long rest) {
    this(rest, System::nanoTime, LockSupport::parkNanos);
  }

  Moderation(long rest, LongSupplier nanos, LongConsumer sleep) {
    this.rest = rest;
    this.nanos = nanos;
    this.sleep = sleep;
    this.lastRead = nanos.getAsLong() - STREAM * rest - 1;
  }

  void noteRead(int events, boolean emptied) {
    if (rest == 0 || events == 0) {
      due = false;
      return;
    }
    long now = nanos.getAsLong();
    due = emptied && now - lastRead <= STREAM * rest;
    lastRead = now;
  }

  /// Sleeps if it is due; answers whether.
  boolean rest() {
    if (!due) {
      return false;
    }
    due = false;
    sleep.accept(rest);
    return true;
  }
}
