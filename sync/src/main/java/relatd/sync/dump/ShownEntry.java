// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import java.lang.foreign.MemorySegment;

/// The entry that is being printed: its image, and what the cache knows beside it. Refilled for
/// each.
final class ShownEntry {
  /// Of [#expires]: nothing but its deletion ends it.
  static final int NEVER = -1;

  MemorySegment block = MemorySegment.NULL;
  long image;
  int length;

  /// Whether it is the kernel's, which has a reply tuple.
  boolean internal;

  /// The kernel's id; 0 when it is not known.
  int id;

  /// Seconds since it was added.
  int active;

  /// Seconds until it runs out, or [#NEVER].
  int expires;
}
