// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RespiteTest {
  private static final long STEP = TimeUnit.MICROSECONDS.toNanos(500);

  /// The kernel's default for real-time threads, `sched_rt_runtime_us` of `sched_rt_period_us`.
  private static final double THROTTLED = 0.95;

  private long clock = 1000;
  private final List<Long> sleeps = new ArrayList<>();
  private final Respite respite =
      new Respite(
          () -> clock,
          nanos -> {
            clock += nanos;
            sleeps.add(nanos);
          });

  private void work(long nanos) {
    clock += nanos;
    respite.working();
  }

  @Test
  void shortWorkIsNotInterrupted() {
    for (int i = 0; i < 4; i++) {
      work(STEP);
    }
    assertThat(sleeps).isEmpty();
  }

  @Test
  void longWorkStaysBelowWhatTheKernelWouldStopItAt() {
    long begin = clock;
    while (clock - begin < TimeUnit.SECONDS.toNanos(1)) {
      work(STEP);
    }
    long slept = sleeps.stream().mapToLong(Long::longValue).sum();

    assertThat(clock - begin - slept).isLessThan((long) (THROTTLED * (clock - begin)));
  }

  @Test
  void othersWaitNoLongerThanAFewSteps() {
    long longest = 0;
    long last = clock;
    for (int i = 0; i < 100; i++) {
      int before = sleeps.size();
      clock += STEP;
      long awake = clock - last;
      respite.working();
      if (sleeps.size() > before) {
        longest = Math.max(longest, awake);
        last = clock;
      }
    }
    assertThat(sleeps).hasSizeGreaterThan(10);
    assertThat(longest).isLessThanOrEqualTo(6 * STEP);
  }

  @Test
  void aLongStepIsPaidForOnce() {
    work(STEP);
    work(100 * STEP);
    work(STEP);

    assertThat(sleeps).hasSize(1);
  }

  @Test
  void aWaitBetweenTwoJobsCounts() {
    for (int i = 0; i < 100; i++) {
      work(STEP);
      respite.idle();
    }
    assertThat(sleeps).isEmpty();
  }
}
