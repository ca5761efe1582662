// SPDX-License-Identifier: Apache-2.0
package relatd.bench;

import java.util.function.LongSupplier;

/// The monotonic clock, read as the engine reads it, and 20 ms later with each reading: a flow that
/// announces more than 100 times a second is not read any more.
final class UnhurriedClock implements LongSupplier {
  private static final long STEP_NANOS = 20_000_000;

  private long added;

  @Override
  public long getAsLong() {
    added += STEP_NANOS;
    return System.nanoTime() + added;
  }
}
