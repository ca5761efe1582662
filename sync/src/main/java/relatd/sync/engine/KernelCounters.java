// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

/// What was done with the kernel's tables besides reading events, as `conntrackd -s runtime` counts
/// it. Cumulative; one writer.
public final class KernelCounters {
  int resyncs;
  int flushes;

  KernelCounters() {}

  /// "resync with kernel table": dumps asked for by an administrator or after an overrun.
  public int resyncs() {
    return resyncs;
  }

  /// "flush kernel table".
  public int flushes() {
    return flushes;
  }
}
