// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import java.util.Optional;
import java.util.function.LongSupplier;
import relatd.sync.mode.ExternalTimeout;

/// What a dump shows of its entries.
///
/// @param internal whether the cache is the kernel's mirror: only then lines and XML have reply
///   tuples, and entries have the kernel's ids ([relatd.sync.cache.Cache#extra]) where they are not
///   0
/// @param seconds the clock of the cache
/// @param timeout what removes external entries in ALARM: their `[expires in Ns]`
public record DumpOptions(
    DumpFormat format, boolean internal, LongSupplier seconds, Optional<ExternalTimeout> timeout) {

  /// A dump without `[expires in Ns]`.
  public DumpOptions(DumpFormat format, boolean internal, LongSupplier seconds) {
    this(format, internal, seconds, Optional.empty());
  }
}
