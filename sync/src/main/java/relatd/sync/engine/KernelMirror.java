// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import relatd.sync.cache.Cache;
import relatd.sync.kernel.KernelEntries;

/// Whoever keeps a cache that is to have what the kernel has.
interface KernelMirror {
  /// The conntracks that it keeps.
  Cache<?> conntracks();

  /// Takes a dump at start, or on request.
  KernelEntries quiet();

  /// Takes a dump after events got lost, or instead of events.
  KernelEntries announcing();

  /// An entry of the cache is in the kernel no more; the entry is to be removed.
  void vanished(int entry);
}
