// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.util.function.LongSupplier;
import relatd.sync.cache.Cache;
import relatd.sync.cache.CacheCursor;
import relatd.sync.cache.EntryStatus;
import relatd.sync.kernel.KernelEntries;
import relatd.sync.kernel.KernelLookup;
import relatd.sync.wire.ConntrackWire;

/// Ends the conntracks of a mirror that the kernel has no more: those that a dump did not show and
/// that, asked for one by one, are not there.
final class SweepJob implements Job {
  private static final int PART = 64;
  private static final KernelEntries NOBODY = entry -> {};

  private final Cache<?> cache;
  private final KernelMirror mirror;
  private final KernelLookup lookup;
  private final CacheCursor cursor;
  private final ConntrackWire image = new ConntrackWire();
  private final LongSupplier nanos;
  private final int since;

  /// @param since seconds of the cache's clock at which the dump began
  SweepJob(KernelMirror mirror, KernelLookup lookup, LongSupplier nanos, int since) {
    this.mirror = mirror;
    this.lookup = lookup;
    this.nanos = nanos;
    this.since = since;
    this.cache = mirror.conntracks();
    this.cursor = cache.cursor();
  }

  @Override
  public boolean step(long budgetNanos) {
    long end = nanos.getAsLong() + budgetNanos;
    boolean more = true;
    while (more && nanos.getAsLong() - end < 0) {
      more = cursor.step(PART, this::look);
    }
    return more;
  }

  private void look(int entry) {
    if (cache.updated(entry) - since >= 0 || cache.status(entry) == EntryStatus.DEAD) {
      return;
    }
    image.wrap(cache.block(entry), cache.image(entry), cache.imageLength(entry));
    if (!lookup.get(image, NOBODY)) {
      mirror.vanished(entry);
    }
  }
}
