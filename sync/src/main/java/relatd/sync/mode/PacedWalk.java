// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import java.util.concurrent.TimeUnit;
import relatd.sync.cache.Cache;
import relatd.sync.cache.CacheCursor;
import relatd.sync.cache.EntryVisitor;

/// Looks at each entry of a cache about once a second, a part at a time: instead of a timer each,
/// which would have to be kept for every entry.
final class PacedWalk {
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);

  /// Parts of a walk; fewer than ticks in a second, because segments count in a budget too.
  private static final int PARTS = 8;

  private static final int LEAST_PART = 64;

  private final Cache<?> cache;
  private final EntryVisitor visitor;
  private CacheCursor cursor;
  private long deadline;

  PacedWalk(Cache<?> cache, EntryVisitor visitor, long now) {
    this.cache = cache;
    this.visitor = visitor;
    this.cursor = cache.cursor();
    this.deadline = now + TICK;
  }

  long deadline() {
    return deadline;
  }

  /// Walks the next part when it is due.
  void elapse(long now) {
    if (now - deadline < 0) {
      return;
    }
    deadline = now + TICK;
    if (cursor.isDone()) {
      cursor = cache.cursor();
    }
    cursor.step(cache.size() / PARTS + LEAST_PART, visitor);
  }
}
