// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.function.LongSupplier;

/// What bounds an engine.
///
/// @param flowsPerQueue connections remembered; the least recently used one leaves
/// @param streamBytesPerQueue bytes that unfinished lines and early segments may take together
/// @param logRefused whether refused offers are logged, rate limited
/// @param clock monotonic nanoseconds
public record EngineSettings(
    int flowsPerQueue, long streamBytesPerQueue, boolean logRefused, LongSupplier clock) {

  public static final EngineSettings DEFAULTS =
      new EngineSettings(16_384, 32L << 20, true, System::nanoTime);
}
