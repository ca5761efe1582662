// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waiting for a condition by asking again, with a deadline: never a blind sleep.
final class Await {
  /// Long enough for a busy machine and for emulated code; reached only by a failure.
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long PAUSE_NANOS = 20_000_000;

  private Await() {}

  /// As `until`, but leaves it to the caller to find out whether it came true.
  static void patiently(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  static void until(String what, BooleanSupplier condition) {
    until(what, condition, () -> "");
  }

  /// Returns when the condition holds; after the deadline fails, showing `evidence`.
  static void until(String what, BooleanSupplier condition, Supplier<String> evidence) {
    within(DEADLINE, what, condition, evidence);
  }

  /// As `until`, with a deadline of its own.
  static void within(
      Duration deadline, String what, BooleanSupplier condition, Supplier<String> evidence) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(
            "waited %ds in vain until %s\n%s"
                .formatted(deadline.toSeconds(), what, evidence.get()));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
