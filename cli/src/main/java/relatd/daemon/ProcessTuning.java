// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.List;
import relatd.conf.Scheduler;
import relatd.posix.SystemException;
import relatd.posix.cold.ColdPosix;

/// What the configuration wants of the scheduler, for the threads that serve packets and clients;
/// the compiler's and the collector's stay ordinary.
final class ProcessTuning {
  private ProcessTuning() {}

  /// @param threads numbers of the threads, gettid(2)
  static void apply(Scheduler scheduler, List<Integer> threads, ColdServices cold, DaemonLog log) {
    int policy =
        scheduler.type() == Scheduler.Type.FIFO ? ColdPosix.SCHED_FIFO : ColdPosix.SCHED_RR;
    cold.submit(posix -> {
      try {
        threads.forEach(tid -> posix.setScheduler(tid, policy, scheduler.priority()));
      } catch (SystemException refused) {
        log.warning(
            "scheduler configuration failed: "
                + refused.getMessage()
                + ". Continuing with system default scheduler.");
      }
    });
  }
}
