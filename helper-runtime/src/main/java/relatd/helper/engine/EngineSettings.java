// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.function.LongSupplier;

/// What bounds an engine, over all its queues.
///
/// @param flows connections remembered; the least recently used one of a queue leaves
/// @param streamBytes bytes that lines, segments and offers which are remembered may take together
/// @param clock monotonic nanoseconds
/// @param dry whether everything is concluded and logged, and nothing done
/// @param helpersByVerdict whether only a verdict can give expected connections a helper
public record EngineSettings(
    int flows, long streamBytes, LongSupplier clock, boolean dry, boolean helpersByVerdict) {

  private static final int MOST_FLOWS = 16_384;
  private static final long MOST_STREAM_BYTES = 32L << 20;

  /// What a connection takes of the heap at most, apart from what its streams and offers have.
  private static final int FLOW_BYTES = 4_096;

  /// For a heap of this size: when everything is full, a quarter of it is free. No more than 16,384
  /// connections and 32 MiB for what they have said, which fit into 128 MiB.
  ///
  /// @param heap bytes
  public static EngineSettings within(long heap) {
    return new EngineSettings(
        (int) Math.min(MOST_FLOWS, heap / 2 / FLOW_BYTES),
        Math.min(MOST_STREAM_BYTES, heap / 4),
        System::nanoTime,
        false,
        false);
  }

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
