// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import relatd.sync.cache.EntryType;
import relatd.sync.cache.ImageSource;
import relatd.sync.cache.KeyHash;

/// The least entry there is: a key and a state. Modes do not look into entries.
record Flow(long key, int state) implements ImageSource {
  static final int BYTES = 12;

  static final EntryType<Flow> TYPE =
      new EntryType<>() {
        @Override
        public String word() {
          return "flow";
        }

        @Override
        public int maxImage() {
          return BYTES;
        }

        @Override
        public Flow read(MemorySegment image, long offset, int length) {
          return new Flow(
              image.get(JAVA_LONG_UNALIGNED, offset), image.get(JAVA_INT_UNALIGNED, offset + 8));
        }
      };

  @Override
  public int hash(KeyHash function) {
    return function.end(function.mix(function.start(), key));
  }

  @Override
  public boolean matches(MemorySegment image, long offset, int length) {
    return image.get(JAVA_LONG_UNALIGNED, offset) == key;
  }

  @Override
  public int write(MemorySegment into, long offset) {
    into.set(JAVA_LONG_UNALIGNED, offset, key);
    into.set(JAVA_INT_UNALIGNED, offset + 8, state);
    return BYTES;
  }

  @Override
  public int writeOver(
      MemorySegment before, long from, int length, MemorySegment into, long offset) {
    return write(into, offset);
  }
}
