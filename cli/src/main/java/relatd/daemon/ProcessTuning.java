// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import relatd.conf.Scheduler;
import relatd.posix.Errno;
import relatd.posix.SystemException;
import relatd.posix.cold.ColdPosix;

/// What the configuration wants of the scheduler, for the threads that serve packets and clients,
/// and for the one of the virtual machine that these have to wait for now and then (safepoints);
/// the compilers' stay ordinary.
final class ProcessTuning {
  private ProcessTuning() {}

  /// @param threads numbers of the threads, gettid(2)
  static void apply(Scheduler scheduler, List<Integer> threads, ColdServices cold, DaemonLog log) {
    int policy =
        scheduler.type() == Scheduler.Type.FIFO ? ColdPosix.SCHED_FIFO : ColdPosix.SCHED_RR;
    cold.submit(posix -> {
      try {
        threads.forEach(tid -> apply(posix, tid, policy, scheduler.priority()));
        awaitedThreads().forEach(tid -> apply(posix, tid, policy, scheduler.priority()));
      } catch (SystemException refused) {
        log.warning(
            "scheduler configuration failed: "
                + refused.getMessage()
                + ". Continuing with system default scheduler.");
      }
    });
  }

  /// A thread that has ended meanwhile, as at the end of a daemon that lived briefly, needs
  /// nothing.
  private static void apply(ColdPosix posix, int thread, int policy, int priority) {
    try {
      posix.setScheduler(thread, policy, priority);
    } catch (SystemException refused) {
      if (!refused.is(Errno.ESRCH)) {
        throw refused;
      }
    }
  }

  /// None where the system does not say which it is: on a busy machine the others then wait for it.
  private static List<Integer> awaitedThreads() {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/task"))) {
      return all.filter(ProcessTuning::isAwaited)
          .map(task -> Integer.valueOf(task.getFileName().toString()))
          .toList();
    } catch (IOException | UncheckedIOException hidden) {
      return List.of();
    }
  }

  private static boolean isAwaited(Path task) {
    try {
      return Files.readString(task.resolve("comm")).strip().equals("VM Thread");
    } catch (IOException ended) {
      return false;
    }
  }
}
