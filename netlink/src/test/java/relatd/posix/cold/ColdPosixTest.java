// SPDX-License-Identifier: Apache-2.0
package relatd.posix.cold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import relatd.ffi.HeaderCheck;
import relatd.posix.Posix;
import relatd.posix.SystemException;

class ColdPosixTest {
  private static final ColdPosix COLD = ColdPosix.load();

  @Test
  void priorityIsAPropertyOfAThread() throws InterruptedException {
    int[] found = new int[2];
    int mine = COLD.priority(Posix.gettid());
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              found[0] = Posix.gettid();
              COLD.setPriority(found[0], 11);
              found[1] = COLD.priority(found[0]);
            });
    thread.join();

    assertThat(found[0]).isNotEqualTo(Posix.gettid());
    assertThat(found[1]).isEqualTo(11);
    assertThat(COLD.priority(Posix.gettid())).isEqualTo(mine);
  }

  @Test
  void aRefusalNamesOperationAndReason() {
    assertThatThrownBy(() -> COLD.setPriority(0x3fff_ffff, 0))
        .isInstanceOf(SystemException.class)
        .hasMessage("cannot set the priority of thread 1073741823: No such process (ESRCH)");
    assertThatThrownBy(() -> COLD.setScheduler(0, ColdPosix.SCHED_RR, 100))
        .hasMessage("cannot set the scheduler of thread 0: Invalid argument (EINVAL)");
  }

  @Test
  void theOrdinarySchedulerIsReadAndSet() {
    COLD.setScheduler(0, ColdPosix.SCHED_OTHER, 0);

    assertThat(COLD.scheduler(0)).isEqualTo(ColdPosix.SCHED_OTHER);
  }

  @Test
  void aRealTimeSchedulerNeedsPrivilege() throws InterruptedException {
    assumeTrue(Posix.geteuid() == 0, "needs root");
    int[] policy = new int[1];
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              COLD.setScheduler(0, ColdPosix.SCHED_FIFO, 1);
              policy[0] = COLD.scheduler(0);
            });
    thread.join();

    assertThat(policy[0]).isEqualTo(ColdPosix.SCHED_FIFO);
    assertThat(COLD.scheduler(0)).isEqualTo(ColdPosix.SCHED_OTHER);
  }

  /// Work in the background that took precedence over all others would be none.
  @Test
  void threadsOfARealTimeThreadAreOrdinary() throws Exception {
    assumeTrue(Posix.geteuid() == 0, "needs root");
    FutureTask<Integer> policy = new FutureTask<>(() -> COLD.scheduler(0));
    Thread.ofPlatform()
        .start(() -> {
          COLD.setScheduler(0, ColdPosix.SCHED_RR, 1);
          Thread.ofPlatform().start(policy);
        });
    assertThat(policy.get(30, TimeUnit.SECONDS)).isEqualTo(ColdPosix.SCHED_OTHER);
  }

  @Test
  void limitsAreReadAndLowered() {
    ColdPosix.Limit before = COLD.limit(ColdPosix.RLIMIT_NOFILE);
    long lower = before.soft() - 1;
    COLD.setLimit(ColdPosix.RLIMIT_NOFILE, new ColdPosix.Limit(lower, before.hard()));
    ColdPosix.Limit after = COLD.limit(ColdPosix.RLIMIT_NOFILE);
    COLD.setLimit(ColdPosix.RLIMIT_NOFILE, before);

    assertThat(after).isEqualTo(new ColdPosix.Limit(lower, before.hard()));
    assertThat(COLD.limit(ColdPosix.RLIMIT_NOFILE)).isEqualTo(before);
  }

  @Test
  void keepingCapabilitiesIsSwitched() {
    COLD.keepCapabilities(true);
    boolean kept = COLD.keepsCapabilities();
    COLD.keepCapabilities(false);

    assertThat(kept).isTrue();
    assertThat(COLD.keepsCapabilities()).isFalse();
  }

  @Test
  void aLogLineMayHoldPercentSigns() {
    COLD.openLog("relatd-test", ColdPosix.LOG_DAEMON);
    COLD.log(ColdPosix.LOG_DAEMON | ColdPosix.LOG_DEBUG, "100 %s %n of a test");
    COLD.closeLog();
  }

  @Test
  void numbersAreTheSystems() {
    new HeaderCheck()
        .include("syslog.h")
        .include("sched.h")
        .include("sys/mman.h")
        .include("sys/prctl.h")
        .include("sys/resource.h")
        .constants(ColdPosix.class)
        .constant("(long) RLIM_INFINITY", ColdPosix.RLIM_INFINITY)
        .size("struct rlimit", 16)
        .size("struct sched_param", 4)
        .verify();
  }
}
