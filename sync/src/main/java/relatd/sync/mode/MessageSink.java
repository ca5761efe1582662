// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import java.lang.foreign.MemorySegment;
import relatd.sync.wire.SyncMessage;

/// Where the peer's entries go: into a cache or straight into the kernel.
public interface MessageSink {
  /// A look at bytes whose messages, if they are any and good, [#apply] will get next, so that what
  /// is known of them can be fetched from memory together.
  default void coming(MemorySegment buffer, long from, int length) {}

  /// Applies a data message of a known type.
  ///
  /// @return false when its attributes are malformed; then nothing has changed
  boolean apply(SyncMessage message);
}
