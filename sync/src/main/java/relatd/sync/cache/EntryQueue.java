// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import static relatd.sync.cache.RecordLayout.BEFORE;
import static relatd.sync.cache.RecordLayout.NEXT;
import static relatd.sync.cache.RecordLayout.QUEUE;

/// Entries of a cache in order, linked through their records: to be sent, to be acknowledged.
///
/// An entry is in one queue of its cache at most; joining another one takes it out of the first. An
/// entry that is removed leaves its queue, one that is updated keeps its place.
public final class EntryQueue {
  private final Records records;
  private final EntryQueue[] queues;
  private final int id;
  private int first = Cache.NONE;
  private int last = Cache.NONE;
  private int size;

  EntryQueue(Records records, EntryQueue[] queues, int id) {
    this.records = records;
    this.queues = queues;
    this.id = id;
  }

  public int size() {
    return size;
  }

  /// The oldest entry; [Cache#NONE] when empty.
  public int first() {
    return first;
  }

  /// The entry behind one of this queue; [Cache#NONE] behind the last.
  public int next(int entry) {
    return records.intAt(entry, NEXT);
  }

  public boolean contains(int entry) {
    return records.byteAt(entry, QUEUE) == id;
  }

  /// Adds at the end.
  ///
  /// @return false when it was in this queue already: it keeps its place
  public boolean add(int entry) {
    int present = records.byteAt(entry, QUEUE);
    if (present == id) {
      return false;
    }
    if (present != 0) {
      queues[present].remove(entry);
    }
    records.byteAt(entry, QUEUE, id);
    records.intAt(entry, BEFORE, last);
    records.intAt(entry, NEXT, Cache.NONE);
    join(last, entry);
    last = entry;
    size++;
    return true;
  }

  /// Takes the oldest entry out; [Cache#NONE] when empty.
  public int poll() {
    int entry = first;
    if (entry != Cache.NONE) {
      remove(entry);
    }
    return entry;
  }

  /// Takes an entry out.
  ///
  /// @return false when it was not in this queue
  public boolean remove(int entry) {
    if (!contains(entry)) {
      return false;
    }
    int before = records.intAt(entry, BEFORE);
    int next = records.intAt(entry, NEXT);
    join(before, next);
    if (next == Cache.NONE) {
      last = before;
    } else {
      records.intAt(next, BEFORE, before);
    }
    records.byteAt(entry, QUEUE, 0);
    size--;
    return true;
  }

  /// An entry of this queue has a new record, whose fields are copied already.
  void moved(int to) {
    join(records.intAt(to, BEFORE), to);
    int next = records.intAt(to, NEXT);
    if (next == Cache.NONE) {
      last = to;
    } else {
      records.intAt(next, BEFORE, to);
    }
  }

  private void join(int before, int next) {
    if (before == Cache.NONE) {
      first = next;
    } else {
      records.intAt(before, NEXT, next);
    }
  }
}
