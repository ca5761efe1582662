// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import java.lang.foreign.MemorySegment;

/// What a cache's entries are: conntracks or expectations.
///
/// @param <T> the record that owns its values, for dumps and commits
public interface EntryType<T> {
  /// For messages: `conntrack`, `expectation`.
  String word();

  /// The longest wire image, in bytes; at most [Records#MAX_IMAGE].
  int maxImage();

  /// Copies an entry out of the cache.
  T read(MemorySegment image, long offset, int length);
}
