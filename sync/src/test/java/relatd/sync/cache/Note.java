// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/// A simple entry: a key of 8 bytes, a text number, and padding to any length.
record Note(long key, int text) {
  static final int LEAST_BYTES = 12;
  static final int MOST_BYTES = 1400;

  /// As cache entries.
  static final EntryType<Note> TYPE =
      new EntryType<>() {
        @Override
        public String word() {
          return "note";
        }

        @Override
        public int maxImage() {
          return MOST_BYTES;
        }

        @Override
        public Note read(MemorySegment image, long offset, int length) {
          for (int i = LEAST_BYTES; i < length; i++) {
            if (image.get(JAVA_BYTE, offset + i) != (byte) length) {
              throw new AssertionError("byte " + i + " of an image was overwritten");
            }
          }
          return new Note(
              image.get(JAVA_LONG_UNALIGNED, offset), image.get(JAVA_INT_UNALIGNED, offset + 8));
        }
      };

  /// What a message says of a note; used again and again.
  static final class Source implements ImageSource {
    long key;
    int text;
    int length = LEAST_BYTES;

    /// Bits of the hash that are used; few make collisions.
    int hashMask = -1;

    Source of(long key, int text, int length) {
      this.key = key;
      this.text = text;
      this.length = length;
      return this;
    }

    @Override
    public int hash(KeyHash function) {
      return function.end(function.mix(function.start(), key)) & hashMask;
    }

    @Override
    public boolean matches(MemorySegment image, long offset, int length) {
      return image.get(JAVA_LONG_UNALIGNED, offset) == key;
    }

    @Override
    public int write(MemorySegment into, long offset) {
      into.set(JAVA_LONG_UNALIGNED, offset, key);
      into.set(JAVA_INT_UNALIGNED, offset + 8, text);
      for (int i = LEAST_BYTES; i < length; i++) {
        into.set(JAVA_BYTE, offset + i, (byte) length);
      }
      return length;
    }

    /// Texts add up, so that it shows whether the known image was seen.
    @Override
    public int writeOver(
        MemorySegment before, long from, int known, MemorySegment into, long offset) {
      int sum = before.get(JAVA_INT_UNALIGNED, from + 8) + text;
      write(into, offset);
      into.set(JAVA_INT_UNALIGNED, offset + 8, sum);
      return length;
    }
  }
}
