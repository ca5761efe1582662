// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import java.lang.foreign.MemorySegment;

/// The identity of an entry that is looked for: a view of a message, or of another image.
///
/// Two readers of one identity give the same hash, whatever they read it from.
public interface KeyReader {
  /// The hash of the identity, made with the cache's function so that no stranger can choose
  /// identities that collide.
  int hash(KeyHash function);

  /// Whether the entry with the wire image in `[offset, offset + length)` is the one. Valid during
  /// the call.
  boolean matches(MemorySegment image, long offset, int length);
}
