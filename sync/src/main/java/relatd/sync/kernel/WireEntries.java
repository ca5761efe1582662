// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.lang.foreign.MemorySegment;

/// A walk over images, as a cache keeps them, that can be left and taken up again.
///
/// What [#buffer] and [#offset] have named stays where it is until control returns to the loop: a
/// batch refers to all its images at once. Between two steps entries may come, change and go.
public interface WireEntries {
  /// Starts over.
  void rewind();

  /// Moves to the next entry; false at the end.
  boolean next();

  /// What holds the current entry's image.
  MemorySegment buffer();

  long offset();

  int length();

  /// Seconds since the peer told of the entry last; negative where the clock was set back.
  long age();
}
