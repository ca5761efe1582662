// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import static relatd.sync.cache.RecordLayout.*;

import java.lang.foreign.MemorySegment;

/// The records' fields by reference. [RecordLayout] has the picture.
final class Records {
  /// Longest wire image that a record can hold.
  static final int MAX_IMAGE = Slabs.MAX_BYTES - IMAGE;

  private final Slabs slabs;

  Records(Slabs slabs) {
    this.slabs = slabs;
  }

  /// A record for an image, in no queue, all fields but the image set.
  ///
  /// @return [Slabs#NOWHERE] without memory
  int create(int hash, int length, int seconds) {
    int entry = slabs.allocate(IMAGE + length);
    if (entry != Slabs.NOWHERE) {
      MemorySegment block = slabs.block(entry);
      long at = slabs.offset(entry);
      block.set(LONG, at, 0);
      block.set(LONG, at + NEXT, 0);
      block.set(LONG, at + NUMBER, 0);
      block.set(LONG, at + UPDATED, 0);
      block.set(INT, at + HASH, hash);
      block.set(SHORT, at + LENGTH, (short) length);
      block.set(INT, at + CREATED, seconds);
      block.set(INT, at + UPDATED, seconds);
    }
    return entry;
  }

  void free(int entry) {
    slabs.free(entry);
  }

  /// Has the processor fetch the cache lines of a record: that of the fixed fields and the image's
  /// begin, and the next one.
  int touch(int entry) {
    MemorySegment block = slabs.block(entry);
    long at = slabs.offset(entry);
    long next = Math.min(at + 2L * IMAGE, block.byteSize() - 1);
    return block.get(BYTE, at) + block.get(BYTE, next);
  }

  boolean fits(int entry, int length) {
    return IMAGE + length <= slabs.capacity(entry);
  }

  /// Copies the fixed fields of one record into another but for the length of the image.
  void copyFields(int from, int to) {
    int length = imageLength(to);
    MemorySegment.copy(
        slabs.block(from), slabs.offset(from), slabs.block(to), slabs.offset(to), IMAGE);
    imageLength(to, length);
  }

  MemorySegment block(int entry) {
    return slabs.block(entry);
  }

  long image(int entry) {
    return slabs.offset(entry) + IMAGE;
  }

  int imageLength(int entry) {
    return slabs.block(entry).get(SHORT, slabs.offset(entry) + LENGTH) & 0xffff;
  }

  void imageLength(int entry, int length) {
    slabs.block(entry).set(SHORT, slabs.offset(entry) + LENGTH, (short) length);
  }

  int byteAt(int entry, int field) {
    return slabs.block(entry).get(BYTE, slabs.offset(entry) + field);
  }

  void byteAt(int entry, int field, int value) {
    slabs.block(entry).set(BYTE, slabs.offset(entry) + field, (byte) value);
  }

  int intAt(int entry, int field) {
    return slabs.block(entry).get(INT, slabs.offset(entry) + field);
  }

  void intAt(int entry, int field, int value) {
    slabs.block(entry).set(INT, slabs.offset(entry) + field, value);
  }
}
