// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import relatd.sync.cache.Cache;
import relatd.sync.cache.CacheCursor;
import relatd.sync.cache.EntryStatus;
import relatd.sync.cache.EntryVisitor;
import relatd.sync.kernel.WireEntries;

/// The entries of a cache, one after the other, for a commit.
final class CacheEntries implements WireEntries {
  private final Cache<?> cache;
  private final TurnClock clock;
  private final EntryVisitor visitor = this::visit;
  private Optional<CacheCursor> cursor = Optional.empty();
  private int current = Cache.NONE;

  CacheEntries(Cache<?> cache, TurnClock clock) {
    this.cache = cache;
    this.clock = clock;
  }

  @Override
  public void rewind() {
    close();
    cursor = Optional.of(cache.cursor());
  }

  @Override
  public boolean next() {
    current = Cache.NONE;
    CacheCursor walk = cursor.orElseThrow();
    while (current == Cache.NONE && walk.step(1, visitor)) {}
    return current != Cache.NONE;
  }

  private void visit(int entry) {
    if (cache.status(entry) != EntryStatus.DEAD) {
      current = entry;
    }
  }

  @Override
  public MemorySegment buffer() {
    return cache.block(current);
  }

  @Override
  public long offset() {
    return cache.image(current);
  }

  @Override
  public int length() {
    return cache.imageLength(current);
  }

  @Override
  public long age() {
    return clock.seconds() - cache.updated(current);
  }

  /// Gives an unfinished walk up.
  void close() {
    cursor.ifPresent(CacheCursor::close);
    cursor = Optional.empty();
  }
}
