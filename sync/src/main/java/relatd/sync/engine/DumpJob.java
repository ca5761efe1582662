// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.util.function.LongSupplier;
import relatd.sync.kernel.KernelDump;
import relatd.sync.kernel.KernelEntries;

/// Reads the kernel's tables: conntracks, expectations, or one after the other, because an
/// expectation is taken when its master is known.
final class DumpJob implements Job {
  private final KernelDump dump;
  private final KernelEntries reader;
  private final LongSupplier nanos;
  private final Runnable done;
  private boolean expectations;

  /// @param dump not begun; closed with the job's last step
  /// @param done runs when everything has been read
  DumpJob(KernelDump dump, Scope scope, KernelEntries reader, LongSupplier nanos, Runnable done) {
    this.dump = dump;
    this.reader = reader;
    this.nanos = nanos;
    this.done = done;
    this.expectations = scope.hasExpectations();
    begin(scope.hasConntracks());
  }

  private void begin(boolean conntracks) {
    try {
      if (conntracks) {
        dump.startConntracks();
      } else {
        expectations = false;
        dump.startExpectations();
      }
    } catch (RuntimeException refused) {
      dump.close();
      throw refused;
    }
  }

  @Override
  public boolean step(long budgetNanos) {
    long end = nanos.getAsLong() + budgetNanos;
    try {
      do {
        if (!dump.step(reader)) {
          if (!expectations) {
            dump.close();
            done.run();
            return false;
          }
          begin(false);
        }
      } while (nanos.getAsLong() - end < 0);
    } catch (RuntimeException failure) {
      dump.close();
      throw failure;
    }
    return true;
  }
}
