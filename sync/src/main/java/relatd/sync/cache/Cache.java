// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import static relatd.sync.cache.RecordLayout.CREATED;
import static relatd.sync.cache.RecordLayout.EXTRA;
import static relatd.sync.cache.RecordLayout.HASH;
import static relatd.sync.cache.RecordLayout.NUMBER;
import static relatd.sync.cache.RecordLayout.QUEUE;
import static relatd.sync.cache.RecordLayout.STATUS;
import static relatd.sync.cache.RecordLayout.UPDATED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// The entries that one node knows of one kind, in one role, and what has happened to them.
///
/// ```
///             add                 update                markDead            remove
///  (nothing) ─────► NEW ──────────────────────► ALIVE ──────────────► DEAD ────────► (nothing)
///                    └──────────── markDead ──────────────────────────► │
///                    ◄──── updateForce: removed, and added as new ──────┘
/// ```
///
/// A DEAD entry can be found until it is removed.
///
/// @param <T> the record that owns an entry's values
public final class Cache<T> implements AutoCloseable {
  /// No entry.
  public static final int NONE = Slabs.NOWHERE;

  private static final int MAX_QUEUES = 8;

  /// Of an entry, its place in the index included; as a hint.
  private static final int USUAL_BYTES = 110;

  private final String name;
  private final EntryType<T> type;
  private final KeyHash function;
  private final long limit;
  private final LongSupplier seconds;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment scratch;
  private final Slabs slabs = new Slabs(System::nanoTime);
  private final Records records = new Records(slabs);
  private final RecordIndex index;
  private final EntryQueue[] queues = new EntryQueue[MAX_QUEUES];
  private final List<CacheCursor> cursors = new ArrayList<>();
  private final CacheCounters counters = new CacheCounters();

  /// @param name `internal`, `external`, `stats`
  /// @param seconds the clock of creation and update times
  public Cache(String name, EntryType<T> type, CacheLimits limits, LongSupplier seconds) {
    if (type.maxImage() < 1 || type.maxImage() > Records.MAX_IMAGE) {
      throw new IllegalArgumentException("images have 1 to " + Records.MAX_IMAGE + " bytes");
    }
    this.name = name;
    this.type = type;
    this.function = new KeyHash(limits.seed());
    this.limit = Integer.toUnsignedLong(limits.hashLimit());
    this.seconds = seconds;
    this.scratch = arena.allocate(type.maxImage(), 8);
    this.index = new RecordIndex(slabs, records, limits.hashSize());
  }

  /// Makes room for entries that are about to come, if there is none yet.
  public void expect(int entries) {
    if (size() == 0) {
      int coming = (int) Math.min(entries, limit);
      slabs.expect((long) coming * USUAL_BYTES);
      index.expect(coming);
    }
  }

  /// The entry of an identity, DEAD or not; [#NONE] when there is none.
  public int find(KeyReader key) {
    return index.find(key.hash(function), key);
  }

  /// For identities that will be looked for.
  ///
  /// @param room for so many at a time; a dozen is worth it
  public Lookahead lookahead(int room) {
    return new Lookahead(index, records, function, room);
  }

  /// Adds an entry that is not there, as NEW.
  ///
  /// @return [#NONE], counted, when the limit is reached or there is no memory
  public int add(ImageSource source) {
    return add(source.hash(function), source);
  }

  private int add(int hash, ImageSource source) {
    if (Integer.toUnsignedLong(counters.entries) >= limit) {
      counters.noSpace++;
      return NONE;
    }
    int length = source.write(scratch, 0);
    int entry = records.create(hash, length, (int) seconds.getAsLong());
    if (entry == NONE) {
      counters.noMemory++;
      return NONE;
    }
    if (!index.insert(hash, entry)) {
      records.free(entry);
      counters.noMemory++;
      return NONE;
    }
    MemorySegment.copy(scratch, 0, records.block(entry), records.image(entry), length);
    counters.added();
    return entry;
  }

  /// Adds an entry as NEW in place of one that may be there: what a NEW message means.
  public int replace(ImageSource source) {
    int hash = source.hash(function);
    int present = index.find(hash, source);
    if (present != NONE) {
      remove(present);
    }
    return add(hash, source);
  }

  /// Updates an entry, or adds it when it is not there or DEAD: what an UPDATE message means.
  ///
  /// @return the entry, maybe in another place; [#NONE] when it could not be added
  public int updateForce(ImageSource source) {
    int hash = source.hash(function);
    int present = index.find(hash, source);
    if (present != NONE && status(present) != EntryStatus.DEAD) {
      return update(present, source);
    }
    if (present != NONE) {
      remove(present);
    }
    return add(hash, source);
  }

  /// Puts what a message says over what is known; the entry becomes ALIVE.
  ///
  /// @return the entry, maybe in another place
  public int update(int entry, ImageSource source) {
    int length =
        source.writeOver(
            records.block(entry), records.image(entry), records.imageLength(entry), scratch, 0);
    int place = records.fits(entry, length) ? entry : move(entry, length);
    if (place == NONE) {
      counters.updateFailed++;
      return entry;
    }
    records.imageLength(place, length);
    MemorySegment.copy(scratch, 0, records.block(place), records.image(place), length);
    records.byteAt(place, STATUS, EntryStatus.ALIVE.ordinal());
    records.intAt(place, UPDATED, (int) seconds.getAsLong());
    counters.updated++;
    return place;
  }

  private int move(int entry, int length) {
    int hash = records.intAt(entry, HASH);
    int place = records.create(hash, length, 0);
    if (place == NONE) {
      return NONE;
    }
    records.copyFields(entry, place);
    index.replace(hash, entry, place);
    int queue = records.byteAt(place, QUEUE);
    if (queue != 0) {
      queues[queue].moved(place);
    }
    for (int i = 0; i < cursors.size(); i++) {
      cursors.get(i).moved(hash, entry, place);
    }
    records.free(entry);
    return place;
  }

  /// The entry is gone, but is kept until [#remove].
  public void markDead(int entry) {
    if (status(entry) != EntryStatus.DEAD) {
      records.byteAt(entry, STATUS, EntryStatus.DEAD.ordinal());
      counters.died();
    }
  }

  /// Takes an entry out of the cache and out of its queue. The reference is void from now on.
  public void remove(int entry) {
    markDead(entry);
    int queue = records.byteAt(entry, QUEUE);
    if (queue != 0) {
      queues[queue].remove(entry);
    }
    int hash = records.intAt(entry, HASH);
    index.remove(hash, entry);
    for (int i = 0; i < cursors.size(); i++) {
      cursors.get(i).removed(hash, entry);
    }
    records.free(entry);
    counters.entries--;
  }

  /// Removes everything.
  public void clear() {
    try (CacheCursor cursor = cursor()) {
      while (cursor.step(Integer.MAX_VALUE, this::remove)) {}
    }
  }

  /// A new queue of this cache's entries; there can be seven.
  public EntryQueue queue() {
    for (int id = 1; id < MAX_QUEUES; id++) {
      if (queues[id] == null) {
        queues[id] = new EntryQueue(records, queues, id);
        return queues[id];
      }
    }
    throw new IllegalStateException("a cache has at most " + (MAX_QUEUES - 1) + " queues");
  }

  /// A new walk over all entries, DEAD ones included.
  public CacheCursor cursor() {
    CacheCursor cursor = new CacheCursor(this, index, records);
    cursors.add(cursor);
    return cursor;
  }

  void forget(CacheCursor cursor) {
    cursors.remove(cursor);
  }

  public EntryStatus status(int entry) {
    return EntryStatus.of(records.byteAt(entry, STATUS));
  }

  /// What the entry's wire image lies in, from [#image] on, [#imageLength] bytes.
  public MemorySegment block(int entry) {
    return records.block(entry);
  }

  public long image(int entry) {
    return records.image(entry);
  }

  public int imageLength(int entry) {
    return records.imageLength(entry);
  }

  /// Copies an entry out.
  public T read(int entry) {
    return type.read(records.block(entry), records.image(entry), records.imageLength(entry));
  }

  /// Seconds of the clock, unsigned, at which the entry was added.
  public int created(int entry) {
    return records.intAt(entry, CREATED);
  }

  /// Seconds of the clock, unsigned, at which it was added or updated last.
  public int updated(int entry) {
    return records.intAt(entry, UPDATED);
  }

  /// The sync mode's number: the sequence it was sent under, or when it is due; 0 at first.
  public int number(int entry) {
    return records.intAt(entry, NUMBER);
  }

  public void number(int entry, int number) {
    records.intAt(entry, NUMBER, number);
  }

  /// A number of the table's owner that is not on the wire: the kernel's id; 0 at first.
  public int extra(int entry) {
    return records.intAt(entry, EXTRA);
  }

  public void extra(int entry, int number) {
    records.intAt(entry, EXTRA, number);
  }

  /// All entries, DEAD ones included.
  public int size() {
    return counters.entries;
  }

  public String name() {
    return name;
  }

  /// Whoever removes everything on request says so.
  public void countFlush() {
    counters.flushes++;
  }

  public CacheStats stats() {
    return counters.stats(name);
  }

  /// Memory held by entries and index, in bytes. Grows in steps of 64 KiB.
  public long memoryBytes() {
    return slabs.bytes() + index.bytes();
  }

  @Override
  public void close() {
    slabs.close();
    arena.close();
  }
}
