// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.util.Optional;
import java.util.function.IntConsumer;
import relatd.conntrack.Expectation;
import relatd.ctnetlink.ExpectMessage;
import relatd.sync.cache.Cache;
import relatd.sync.cache.CacheCursor;
import relatd.sync.cache.EntryStatus;

/// Ends expectations whose time is over: some kernels (6.12, Debian's 6.1) tell it half a minute
/// late, or never.
///
/// How long an expectation lives stands in [Cache#extra], because its image may lack it.
final class ExpectationExpiry {
  private static final int PERMANENT = 0;

  /// Seconds that the kernel gets to say so itself.
  private static final int GRACE = 2;

  private static final int PART = 2048;

  private final Cache<?> cache;
  private final TurnClock clock;
  private final IntConsumer expired;
  private Optional<CacheCursor> walk = Optional.empty();

  /// @param expired ends an entry
  ExpectationExpiry(Cache<?> cache, TurnClock clock, IntConsumer expired) {
    this.cache = cache;
    this.clock = clock;
    this.expired = expired;
  }

  /// 0 for ever.
  static int secondsToLive(ExpectMessage entry) {
    return (entry.flags() & Expectation.PERMANENT) != 0 ? PERMANENT : Math.max(1, entry.timeout());
  }

  /// Looks at the next part of the cache; once a second.
  void tick() {
    if (walk.isEmpty() && cache.size() == 0) {
      return;
    }
    CacheCursor cursor = walk.orElseGet(cache::cursor);
    walk = cursor.step(PART, this::look) ? Optional.of(cursor) : Optional.empty();
  }

  private void look(int entry) {
    int life = cache.extra(entry);
    if (life != PERMANENT
        && cache.status(entry) != EntryStatus.DEAD
        && clock.seconds() - cache.updated(entry) > life + GRACE) {
      expired.accept(entry);
    }
  }
}
