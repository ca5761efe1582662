// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

/// A walk over a cache in steps, between which anything may happen to it.
///
/// Entries that are there from the walk's begin to its end are visited exactly once; those that
/// come or go meanwhile at most once. It goes by ranges of hashes, one segment of the index at a
/// time, and keeps the references of that segment; the cache tells it what moves and what goes.
///
/// Close a walk that is given up; one that has ended closes itself.
public final class CacheCursor implements AutoCloseable {
  /// What looking into a segment counts in a budget.
  private static final int SEGMENT_COST = 8;

  private static final long END = 1L << Integer.SIZE;

  /// Entries whose memory is asked for ahead of the walk: they lie in no order, and waiting for
  /// each in turn would cost more than most visits. The processor waits for many at once.
  private static final int AHEAD = 32;

  private final Cache<?> cache;
  private final RecordIndex index;
  private final Records records;
  private final int[] waiting = new int[RecordIndex.SLOTS];
  private int at;
  private int count;
  private long from;
  private long to;
  private boolean open = true;

  /// Nobody reads it, but without it the compiler would leave the looking out.
  private int touched;

  CacheCursor(Cache<?> cache, RecordIndex index, Records records) {
    this.cache = cache;
    this.index = index;
    this.records = records;
  }

  /// Visits entries until the budget is used up or the walk is over.
  ///
  /// @param budget about so many entries
  /// @return whether there is more to visit
  public boolean step(int budget, EntryVisitor visitor) {
    int left = budget;
    while (open && left > 0) {
      if (at < count) {
        if (at % AHEAD == 0) {
          lookAhead();
        }
        int entry = waiting[at++];
        if (entry != Cache.NONE) {
          visitor.visit(entry);
        }
        left--;
      } else if (to == END) {
        close();
      } else {
        nextSegment();
        left -= SEGMENT_COST;
      }
    }
    return open;
  }

  /// Whether everything has been visited, or the walk was given up.
  public boolean isDone() {
    return !open;
  }

  private void lookAhead() {
    int end = Math.min(count, at + AHEAD);
    int seen = 0;
    for (int i = at; i < end; i++) {
      if (waiting[i] != Cache.NONE) {
        seen += records.touch(waiting[i]);
      }
    }
    touched = seen;
  }

  private void nextSegment() {
    from = to;
    count = index.copy((int) from, waiting);
    to = index.end((int) from);
    at = 0;
  }

  void removed(int hash, int entry) {
    moved(hash, entry, Cache.NONE);
  }

  void moved(int hash, int before, int after) {
    long place = Integer.toUnsignedLong(hash);
    if (place < from || place >= to) {
      return;
    }
    for (int i = at; i < count; i++) {
      if (waiting[i] == before) {
        waiting[i] = after;
        return;
      }
    }
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      cache.forget(this);
    }
  }
}
