// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import java.lang.foreign.MemorySegment;

/// One entry as a message states it: who it is, and what is to be kept of it.
///
/// No image is longer than [EntryType#maxImage].
public interface ImageSource extends KeyReader {
  /// Writes the image of what this message says alone.
  ///
  /// @return bytes written at `offset`
  int write(MemorySegment into, long offset);

  /// Writes the image of what is known, `before`, overwritten by what this message says.
  ///
  /// @return bytes written at `offset`
  int writeOver(MemorySegment before, long from, int length, MemorySegment into, long offset);
}
