// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import relatd.sync.kernel.KernelDump;

/// The kernel's conntracks on their way to the peer without a cache between: a datagram of the dump
/// each fraction of a millisecond, because nobody acknowledges and the peer's socket buffer is
/// small.
final class DirectBulk implements Job {
  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);

  private final KernelDump dump;
  private final DirectIntake intake;
  private final LongSupplier nanos;
  private long next;

  DirectBulk(KernelDump dump, DirectIntake intake, LongSupplier nanos) {
    this.dump = dump;
    this.intake = intake;
    this.nanos = nanos;
    this.next = nanos.getAsLong();
    dump.startConntracks();
  }

  @Override
  public boolean step(long budgetNanos) {
    if (nanos.getAsLong() - next < 0) {
      return true;
    }
    next = nanos.getAsLong() + PAUSE;
    try {
      if (dump.step(intake.whole())) {
        return true;
      }
    } catch (RuntimeException failure) {
      dump.close();
      throw failure;
    }
    dump.close();
    return false;
  }
}
