// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import java.util.Arrays;

/// Which segment of a [RecordIndex] the first bits of a hash belong to. A segment that tells fewer
/// bits apart than the directory has several places in a row.
final class SegmentDirectory {
  private int[] segments;
  private int depth;

  /// @param segments two to the power of `depth`
  SegmentDirectory(int[] segments, int depth) {
    this.segments = segments;
    this.depth = depth;
  }

  /// Bits of a hash that are looked at.
  int depth() {
    return depth;
  }

  int of(int hash) {
    return segments[hash >>> Integer.SIZE - depth];
  }

  /// Gives the upper half of a segment's places to another.
  ///
  /// @param hash one of the segment's
  /// @param level bits that the segment told apart until now
  void split(int hash, int level, int other) {
    if (level == depth) {
      makeTwice();
    }
    int width = 1 << depth - level - 1;
    int first = ((hash >>> Integer.SIZE - level) << 1 | 1) * width;
    Arrays.fill(segments, first, first + width, other);
  }

  private void makeTwice() {
    int[] larger = new int[segments.length * 2];
    for (int i = 0; i < larger.length; i++) {
      larger[i] = segments[i >> 1];
    }
    segments = larger;
    depth++;
  }

  long bytes() {
    return 4L * segments.length;
  }

  /// Gives back the segments of an index without entries.
  void free(Slabs slabs) {
    for (int i = 0; i < segments.length; i++) {
      slabs.free(segments[i]);
    }
  }
}
