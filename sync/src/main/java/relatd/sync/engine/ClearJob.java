// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.util.function.LongSupplier;
import relatd.sync.cache.Cache;
import relatd.sync.cache.CacheCursor;

/// Empties a cache of what it holds now. Nobody is told, and the kernel is not touched.
final class ClearJob implements Job {
  private static final int PART = 512;

  private final Cache<?> cache;
  private final CacheCursor cursor;
  private final LongSupplier nanos;

  ClearJob(Cache<?> cache, LongSupplier nanos) {
    this.cache = cache;
    this.nanos = nanos;
    this.cursor = cache.cursor();
    cache.countFlush();
  }

  @Override
  public boolean step(long budgetNanos) {
    long end = nanos.getAsLong() + budgetNanos;
    boolean more = true;
    while (more && nanos.getAsLong() - end < 0) {
      more = cursor.step(PART, cache::remove);
    }
    return more;
  }
}
