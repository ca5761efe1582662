// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import relatd.sync.cache.Cache;

/// Removes what the peer has not repeated for long from an external cache: the receiving half of
/// ALARM. Entries go up to a second late.
public final class ExternalTimeout {
  private final Cache<?> cache;
  private final int cacheTimeout;
  private final PacedWalk walk;
  private int seconds;

  /// @param cacheTimeout `CacheTimeout` in seconds
  /// @param now nanoseconds of the clock of [#elapse]
  public ExternalTimeout(Cache<?> cache, int cacheTimeout, long now) {
    this.cache = cache;
    this.cacheTimeout = cacheTimeout;
    this.walk = new PacedWalk(cache, this::look, now);
  }

  /// When [#elapse] is due next, in nanoseconds of the clock.
  public long deadline() {
    return walk.deadline();
  }

  /// Looks at the next part of the cache when it is due.
  ///
  /// @param now nanoseconds of the clock
  /// @param seconds of the clock that the cache has
  public void elapse(long now, int seconds) {
    this.seconds = seconds;
    walk.elapse(now);
  }

  /// Seconds that an entry has left: `[expires in 3s]`.
  public int left(int entry, int seconds) {
    return Math.max(0, cacheTimeout - (seconds - cache.updated(entry)));
  }

  private void look(int entry) {
    if (seconds - cache.updated(entry) >= cacheTimeout) {
      cache.remove(entry);
    }
  }
}
