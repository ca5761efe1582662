// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

/// Eight tags of a [RecordIndex] compared at once, as the bytes of a long. What is found is the
/// high bit of each byte that it is true for.
///
/// A tag is 0 for an empty place, 1 for one whose entry was removed, else 0x80 and seven bits of
/// the hash.
final class Tags {
  static final byte EMPTY = 0;
  static final byte REMOVED = 1;

  /// Tags in a group, and their bits of the hash, the lowest.
  static final int GROUP = 8;

  static final int BITS = 7;

  private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
  private static final long LOW_BITS = 0x7f7f_7f7f_7f7f_7f7fL;
  private static final long HIGH_BITS = ~LOW_BITS;

  private Tags() {}

  static byte of(int hash) {
    return (byte) (0x80 | hash & 0x7f);
  }

  /// The hash's tag, eight times.
  static long pattern(int hash) {
    return (0x80 | hash & 0x7f) * EACH_BYTE;
  }

  static long equal(long tags, long pattern) {
    return empty(tags ^ pattern);
  }

  static long empty(long tags) {
    return ~((tags & LOW_BITS) + LOW_BITS | tags | LOW_BITS);
  }

  static long taken(long tags) {
    return tags & HIGH_BITS;
  }

  static long free(long tags) {
    return ~tags & HIGH_BITS;
  }

  /// The first place of what was found.
  static int first(long found) {
    return Long.numberOfTrailingZeros(found) >>> 3;
  }
}
