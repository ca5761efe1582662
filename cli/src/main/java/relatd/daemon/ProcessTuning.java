// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import relatd.conf.Scheduler;
import relatd.posix.Errno;
import relatd.posix.SystemException;
import relatd.posix.cold.ColdPosix;

/// What the configuration wants of the scheduler, for the threads that serve packets and clients,
/// and for the one of the virtual machine that these have to wait for now and then (safepoints).
///
/// The compilers' stay ordinary while a processor is left for them. Where the threads that serve
/// could take every processor, the compilers have their turn beside them: code that is interpreted
/// would take all there is, and never be compiled (RT throttling leaves a twentieth to all others).
final class ProcessTuning {
  private static final String AWAITED = "VM Thread";
  private static final Pattern COMPILERS = Pattern.compile("C[12] Compiler.*");

  private ProcessTuning() {}

  /// @param threads numbers of the threads, gettid(2)
  static void apply(Scheduler scheduler, List<Integer> threads, ColdServices cold, DaemonLog log) {
    int policy =
        scheduler.type() == Scheduler.Type.FIFO ? ColdPosix.SCHED_FIFO : ColdPosix.SCHED_RR;
    boolean crowded = threads.size() >= Runtime.getRuntime().availableProcessors();
    Predicate<String> beside =
        name -> name.equals(AWAITED) || crowded && COMPILERS.matcher(name).matches();
    cold.submit(posix -> {
      try {
        threads.forEach(tid -> apply(posix, tid, policy, scheduler.priority()));
        threadsNamed(beside).forEach(tid -> apply(posix, tid, policy, scheduler.priority()));
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

  /// None where the system does not say which they are: on a busy machine the others then wait.
  private static List<Integer> threadsNamed(Predicate<String> wanted) {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/task"))) {
      return all.filter(task -> wanted.test(name(task)))
          .map(task -> Integer.valueOf(task.getFileName().toString()))
          .toList();
    } catch (IOException | UncheckedIOException hidden) {
      return List.of();
    }
  }

  /// The first fifteen bytes of it; empty for a thread that has ended.
  private static String name(Path task) {
    try {
      return Files.readString(task.resolve("comm")).strip();
    } catch (IOException ended) {
      return "";
    }
  }
}
