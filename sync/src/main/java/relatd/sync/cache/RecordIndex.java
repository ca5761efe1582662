// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import static relatd.sync.cache.RecordLayout.BYTE;
import static relatd.sync.cache.RecordLayout.HASH;
import static relatd.sync.cache.RecordLayout.INT;
import static relatd.sync.cache.RecordLayout.LONG;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/// Finds records by hash: extendible hashing over small tables with open addressing.
///
/// ```
///  hash   31 ......... 14 13 ....... 7 6 ........ 0
///         directory      | group       | tag
///
///  segment, 1024 places   0      4     8     16            1040
///                         +------+-----+-----+-------------+---------------------+
///                         | depth| live| used| tag of each | reference of each   |
///                         +------+-----+-----+-------------+---------------------+
///  tag: 0 = empty, 1 = was removed, else 0x80 | 7 bits of the hash; eight make a group
/// ```
///
/// A segment that is full is split in two by the next bit of the hash: growing never touches more
/// than one segment, whatever the size of the whole. Probing goes group by group and ends at one
/// with an empty place; eight tags are compared at once, so that other entries' records are seldom
/// looked at. A group that was full stays without empty places until its segment is written anew.
final class RecordIndex {
  private static final int DEPTH = 0;
  private static final int LIVE = 4;
  private static final int USED = 8;
  private static final int TAGS = 16;
  static final int SLOTS = 1024;
  private static final int REFERENCES = TAGS + SLOTS;
  private static final int SEGMENT_BYTES = REFERENCES + 4 * SLOTS;

  private static final int GROUPS = SLOTS / Tags.GROUP;

  /// Places in use, removed ones included, from which on a segment makes room.
  private static final int FULL = SLOTS * 7 / 8;

  /// Entries from which on it does so by splitting.
  private static final int CROWDED = SLOTS * 5 / 8;

  private static final int MAX_DEPTH = 18;
  private static final int MAX_FIRST_DEPTH = 6;

  /// Of entries that are known to come: twelve million.
  private static final int MAX_EXPECTED_DEPTH = 14;

  private static final int EXPECTED_LOAD = SLOTS * 3 / 4;

  private final Slabs slabs;
  private final Records records;
  private final int[] moving = new int[SLOTS];
  private final int[] movingHashes = new int[SLOTS];
  private SegmentDirectory directory;

  /// @param expected entries, as a hint: growing up to some thousands is spared
  RecordIndex(Slabs slabs, Records records, int expected) {
    this.slabs = slabs;
    this.records = records;
    int depth = 1;
    while (depth < MAX_FIRST_DEPTH && SLOTS << depth < expected) {
      depth++;
    }
    this.directory =
        begin(depth).orElseThrow(() -> new OutOfMemoryError("no memory for the index of a cache"));
  }

  /// Has room for so many entries at once, while there is none yet: they will come now, and growing
  /// step by step would move each of them once or twice. Without memory it grows as ever.
  void expect(int entries) {
    int depth = directory.depth();
    while (depth < MAX_EXPECTED_DEPTH && EXPECTED_LOAD << depth < entries) {
      depth++;
    }
    if (depth > directory.depth()) {
      begin(depth)
          .ifPresent(larger -> {
            directory.free(slabs);
            directory = larger;
          });
    }
  }

  /// Empty segments, if there is memory.
  private Optional<SegmentDirectory> begin(int depth) {
    int[] segments = new int[1 << depth];
    for (int i = 0; i < segments.length; i++) {
      segments[i] = newSegment(depth);
      if (segments[i] == Slabs.NOWHERE) {
        new SegmentDirectory(Arrays.copyOf(segments, i), depth).free(slabs);
        return Optional.empty();
      }
    }
    return Optional.of(new SegmentDirectory(segments, depth));
  }

  /// @return the entry's reference, or [Slabs#NOWHERE]
  int find(int hash, KeyReader key) {
    int segment = segmentOf(hash);
    MemorySegment block = slabs.block(segment);
    long base = slabs.offset(segment);
    long wanted = Tags.pattern(hash);
    int group = group(hash);
    for (int probe = 0; probe < GROUPS; probe++) {
      long tags = block.get(LONG, base + TAGS + group * 8);
      for (long match = Tags.equal(tags, wanted); match != 0; match &= match - 1) {
        int slot = group * 8 + Tags.first(match);
        int entry = block.get(INT, base + REFERENCES + slot * 4L);
        if (key.matches(records.block(entry), records.image(entry), records.imageLength(entry))) {
          return entry;
        }
      }
      if (Tags.empty(tags) != 0) {
        return Slabs.NOWHERE;
      }
      group = group + 1 & GROUPS - 1;
    }
    return Slabs.NOWHERE;
  }

  /// Reads what [#find] would read first, tags and references, for the sake of having read it.
  long touch(int hash) {
    int segment = segmentOf(hash);
    MemorySegment block = slabs.block(segment);
    long base = slabs.offset(segment);
    int group = group(hash);
    return block.get(LONG, base + TAGS + group * 8L)
        + block.get(INT, base + REFERENCES + group * 32L);
  }

  /// The entry that [#find] would look at first, or [Slabs#NOWHERE].
  int candidate(int hash) {
    int segment = segmentOf(hash);
    MemorySegment block = slabs.block(segment);
    long base = slabs.offset(segment);
    int group = group(hash);
    long match = Tags.equal(block.get(LONG, base + TAGS + group * 8L), Tags.pattern(hash));
    return match == 0
        ? Slabs.NOWHERE
        : block.get(INT, base + REFERENCES + (group * 8L + Tags.first(match)) * 4);
  }

  /// @return false without memory; then nothing has changed
  boolean insert(int hash, int entry) {
    int segment = segmentOf(hash);
    if (intAt(segment, USED) >= FULL) {
      makeRoom(segment, hash);
      segment = segmentOf(hash);
    }
    if (intAt(segment, LIVE) == SLOTS) {
      return false;
    }
    place(segment, hash, entry);
    return true;
  }

  /// The entry's record has moved.
  void replace(int hash, int from, int to) {
    int segment = segmentOf(hash);
    int slot = slotOf(segment, hash, from);
    slabs.block(segment).set(INT, slabs.offset(segment) + REFERENCES + slot * 4L, to);
  }

  void remove(int hash, int entry) {
    int segment = segmentOf(hash);
    int slot = slotOf(segment, hash, entry);
    MemorySegment block = slabs.block(segment);
    long base = slabs.offset(segment);
    // Nobody has probed past a group that has an empty place.
    boolean nobodyPassed = Tags.empty(block.get(LONG, base + TAGS + (slot & ~7))) != 0;
    block.set(BYTE, base + TAGS + slot, nobodyPassed ? Tags.EMPTY : Tags.REMOVED);
    add(segment, LIVE, -1);
    add(segment, USED, nobodyPassed ? -1 : 0);
  }

  /// Copies the references of the segment that a hash belongs to.
  ///
  /// @param into has [#SLOTS] places
  /// @return how many
  int copy(int hash, int[] into) {
    int segment = segmentOf(hash);
    MemorySegment block = slabs.block(segment);
    long base = slabs.offset(segment);
    int count = 0;
    for (int group = 0; group < GROUPS; group++) {
      long tags = Tags.taken(block.get(LONG, base + TAGS + group * 8L));
      for (; tags != 0; tags &= tags - 1) {
        int slot = group * 8 + Tags.first(tags);
        into[count++] = block.get(INT, base + REFERENCES + slot * 4L);
      }
    }
    return count;
  }

  /// The first hash, unsigned, behind those of the segment that a hash belongs to; 2^32 for none.
  long end(int hash) {
    int shift = Integer.SIZE - intAt(segmentOf(hash), DEPTH);
    return (hash >>> shift) + 1L << shift;
  }

  private void makeRoom(int segment, int hash) {
    boolean split = intAt(segment, LIVE) >= CROWDED && split(segment, hash);
    if (!split && intAt(segment, LIVE) < intAt(segment, USED)) {
      int count = empty(hash);
      for (int i = 0; i < count; i++) {
        place(segment, movingHashes[i], moving[i]);
      }
    }
  }

  private boolean split(int segment, int hash) {
    int level = intAt(segment, DEPTH);
    if (level == MAX_DEPTH) {
      return false;
    }
    int other = newSegment(level + 1);
    if (other == Slabs.NOWHERE) {
      return false;
    }
    int count = empty(hash);
    directory.split(hash, level, other);
    slabs.block(segment).set(INT, slabs.offset(segment) + DEPTH, level + 1);
    for (int i = 0; i < count; i++) {
      place(segmentOf(movingHashes[i]), movingHashes[i], moving[i]);
    }
    return true;
  }

  /// Takes everything out of a segment, into [#moving]. Nothing but the records' hashes is read in
  /// that loop, so that the processor waits for many of them at a time.
  private int empty(int hash) {
    int count = copy(hash, moving);
    for (int i = 0; i < count; i++) {
      movingHashes[i] = records.intAt(moving[i], HASH);
    }
    clear(segmentOf(hash));
    return count;
  }

  private int newSegment(int level) {
    int segment = slabs.allocate(SEGMENT_BYTES);
    if (segment != Slabs.NOWHERE) {
      slabs.block(segment).set(INT, slabs.offset(segment) + DEPTH, level);
      clear(segment);
    }
    return segment;
  }

  private void clear(int segment) {
    MemorySegment block = slabs.block(segment);
    long base = slabs.offset(segment);
    for (int group = 0; group < GROUPS; group++) {
      block.set(LONG, base + TAGS + group * 8L, 0);
    }
    block.set(INT, base + LIVE, 0);
    block.set(INT, base + USED, 0);
  }

  private void place(int segment, int hash, int entry) {
    MemorySegment block = slabs.block(segment);
    long base = slabs.offset(segment);
    int group = group(hash);
    long free = Tags.free(block.get(LONG, base + TAGS + group * 8L));
    while (free == 0) {
      group = group + 1 & GROUPS - 1;
      free = Tags.free(block.get(LONG, base + TAGS + group * 8L));
    }
    int slot = group * 8 + Tags.first(free);
    boolean wasEmpty = block.get(BYTE, base + TAGS + slot) == Tags.EMPTY;
    block.set(BYTE, base + TAGS + slot, Tags.of(hash));
    block.set(INT, base + REFERENCES + slot * 4L, entry);
    add(segment, LIVE, 1);
    add(segment, USED, wasEmpty ? 1 : 0);
  }

  private int slotOf(int segment, int hash, int entry) {
    MemorySegment block = slabs.block(segment);
    long base = slabs.offset(segment);
    long wanted = Tags.pattern(hash);
    int group = group(hash);
    for (int probe = 0; probe < GROUPS; probe++) {
      long tags = block.get(LONG, base + TAGS + group * 8L);
      for (long match = Tags.equal(tags, wanted); match != 0; match &= match - 1) {
        int slot = group * 8 + Tags.first(match);
        if (block.get(INT, base + REFERENCES + slot * 4L) == entry) {
          return slot;
        }
      }
      group = group + 1 & GROUPS - 1;
    }
    throw new IllegalStateException("entry " + entry + " is not in the index");
  }

  private int segmentOf(int hash) {
    return directory.of(hash);
  }

  private int intAt(int segment, int field) {
    return slabs.block(segment).get(INT, slabs.offset(segment) + field);
  }

  private void add(int segment, int field, int difference) {
    slabs
        .block(segment)
        .set(INT, slabs.offset(segment) + field, intAt(segment, field) + difference);
  }

  private static int group(int hash) {
    return hash >>> Tags.BITS & GROUPS - 1;
  }

  /// Bytes of the directory.
  long bytes() {
    return directory.bytes();
  }
}
