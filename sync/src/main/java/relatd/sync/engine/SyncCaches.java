// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.util.function.LongSupplier;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;
import relatd.sync.cache.Cache;
import relatd.sync.cache.CacheLimits;

/// The four tables of a node: what its kernel has, and what its peer has told.
///
/// @param internalConntracks what this node's kernel has
/// @param externalConntracks what the peer's kernel has, as far as it told
public record SyncCaches(
    Cache<Conntrack> internalConntracks,
    Cache<Expectation> internalExpectations,
    Cache<Conntrack> externalConntracks,
    Cache<Expectation> externalExpectations)
    implements AutoCloseable {

  /// There are few expectations: their tables begin small.
  private static final int EXPECTATIONS = 1024;

  static SyncCaches create(CacheLimits limits, LongSupplier seconds) {
    CacheLimits few =
        new CacheLimits(
            Math.min(limits.hashSize(), EXPECTATIONS), limits.hashLimit(), limits.seed());
    return new SyncCaches(
        new Cache<>("internal", EntryTypes.CONNTRACK, limits, seconds),
        new Cache<>("internal", EntryTypes.EXPECTATION, few, seconds),
        new Cache<>("external", EntryTypes.CONNTRACK, limits, seconds),
        new Cache<>("external", EntryTypes.EXPECTATION, few, seconds));
  }

  @Override
  public void close() {
    internalConntracks.close();
    internalExpectations.close();
    externalConntracks.close();
    externalExpectations.close();
  }
}
