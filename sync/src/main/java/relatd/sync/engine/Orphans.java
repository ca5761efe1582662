// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.util.concurrent.TimeUnit;

/// Looks for expectations that the kernel told of before their masters, as it does when a
/// connection's first datagram announces one (SIP, TFTP): the table of expectations is read again,
/// a few times a second at most, and the peer is told of it.
final class Orphans {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

  private final KernelSide kernel;
  private final KernelIntake intake;
  private long next;
  private boolean wanted;

  Orphans(KernelSide kernel, KernelIntake intake) {
    this.kernel = kernel;
    this.intake = intake;
    this.next = kernel.clock.nanos();
  }

  /// At the end of a turn, when the master's event has been read, too.
  void look() {
    wanted |= intake.takeOrphaned();
    long now = kernel.clock.nanos();
    if (wanted && now - next >= 0) {
      wanted = false;
      next = now + PAUSE;
      kernel.jobs.start(kernel.dump(Scope.EXPECTATIONS, intake.announcing(), () -> {}));
    }
  }
}
