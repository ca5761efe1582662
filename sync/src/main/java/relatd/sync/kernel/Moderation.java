// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Decides when a reader that has caught up had better let events gather than be woken for each.
///
/// It rests only in a stream of events: when the queue was emptied and the read before is not long
/// ago. A lone event is handled without delay. How long: until about so many have come that a turn
/// of the loop costs little for each, as fast as they came last; but no longer than a lone one
/// would want to wait, and no shorter than waking up is worth.
final class Moderation {
  /// Reads that are no more than so many of the shortest rests apart are one stream.
  private static final int STREAM = 3;

  /// Events that make a turn worth its cost.
  private static final int ENOUGH = 100;

  private static final int SHORTEST_SHARE = 3;

  private final long shortest;
  private final long longest;
  private final LongSupplier nanos;
  private final LongConsumer sleep;
  private long lastRead;
  private long rest;
  private long slept;
  private boolean due;

  /// @param longest nanoseconds; 0 for no rest at all
  Moderation(long longest) {
    this(longest, System::nanoTime, LockSupport::parkNanos);
  }

  Moderation(long longest, LongSupplier nanos, LongConsumer sleep) {
    this.longest = longest;
    this.shortest = longest / SHORTEST_SHARE;
    this.nanos = nanos;
    this.sleep = sleep;
    this.lastRead = nanos.getAsLong() - STREAM * longest - 1;
  }

  void noteRead(int events, boolean emptied) {
    if (longest == 0 || events == 0) {
      due = false;
      return;
    }
    long now = nanos.getAsLong();
    long gap = now - lastRead;
    due = emptied && gap - slept <= STREAM * shortest;
    rest = Math.clamp(gap * ENOUGH / events, shortest, longest);
    slept = 0;
    lastRead = now;
  }

  /// Sleeps if it is due; answers whether.
  boolean rest() {
    if (!due) {
      return false;
    }
    due = false;
    slept = rest;
    sleep.accept(rest);
    return true;
  }
}
