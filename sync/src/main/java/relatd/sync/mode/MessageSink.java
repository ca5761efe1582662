// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import relatd.sync.wire.SyncMessage;

/// Where the peer's entries go: into a cache or straight into the kernel.
public interface MessageSink {
  /// Applies a data message of a known type.
  ///
  /// @return false when its attributes are malformed; then nothing has changed
  boolean apply(SyncMessage message);
}
