// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.function.LongSupplier;

/// What bounds an engine, over all its queues.
///
/// @param flows connections remembered; the least recently used one of a queue leaves
/// @param streamBytes bytes that unfinished lines and early segments may take together
/// @param clock monotonic nanoseconds
/// @param dry whether everything is concluded and logged, and nothing done
/// @param helpersByVerdict whether only a verdict can give expected connections a helper
public record EngineSettings(
    int flows, long streamBytes, LongSupplier clock, boolean dry, boolean helpersByVerdict) {

  /// At most about 100 MB of heap when everything is full.
  public static final EngineSettings DEFAULTS =
      new EngineSettings(16_384, 32L << 20, System::nanoTime, false, false);

  /// An equal share for each of several queues.
  EngineSettings sharedBy(int queues) {
    int share = Math.max(1, queues);
    return new EngineSettings(
        Math.max(64, flows / share), streamBytes / share, clock, dry, helpersByVerdict);
  }

  /// The same for a dry run.
  public EngineSettings dryRun() {
    return new EngineSettings(flows, streamBytes, clock, true, helpersByVerdict);
  }

  /// The same for a kernel that treats expected connections like this.
  public EngineSettings on(ExpectedFlows kernel) {
    return new EngineSettings(
        flows, streamBytes, clock, dry, kernel == ExpectedFlows.NAMED_BY_VERDICT);
  }
}
