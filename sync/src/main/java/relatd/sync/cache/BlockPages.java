// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Decides whether the next block of [Slabs] lies on huge pages (docs/decisions/0016).
///
/// Not where entries come as they come: on a machine that gets its memory from a host the first
/// touch of a huge page keeps the loop waiting for up to some milliseconds. It does where a whole
/// table comes, and somebody waits for its last entry and not for each: when that was announced, or
/// when a block was full so soon that it has to be a bulk.
final class BlockPages {
  /// Nanoseconds: with 16 MiB about 350 thousand entries a second, more than events bring.
  static final long SOON = TimeUnit.MILLISECONDS.toNanos(400);

  private final LongSupplier nanos;
  private long mapped;
  private int announced;

  BlockPages(LongSupplier nanos) {
    this.nanos = nanos;
    this.mapped = nanos.getAsLong() - SOON;
  }

  /// So many blocks will be filled at once.
  void announce(int blocks) {
    announced = blocks;
  }

  /// To be asked when a block is mapped.
  boolean areHuge() {
    long now = nanos.getAsLong();
    boolean bulk = now - mapped < SOON || announced > 0;
    mapped = now;
    announced = Math.max(0, announced - 1);
    return bulk;
  }
}
