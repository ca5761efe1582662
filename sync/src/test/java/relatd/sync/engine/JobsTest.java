// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JobsTest {
  private long clock;
  private final List<Long> sleeps = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Jobs jobs =
      new Jobs(
          failure -> failures.add(failure.getMessage()), new Respite(() -> clock, sleeps::add));

  private void start(int steps) {
    int[] left = {steps};
    jobs.start(budget -> {
      clock += TimeUnit.MILLISECONDS.toNanos(1);
      return --left[0] > 0;
    });
  }

  @Test
  void aJobThatGoesOnLeavesTheProcessorToOthersNowAndThen() {
    start(10);
    for (int i = 0; i < 9; i++) {
      jobs.step();
    }
    assertThat(sleeps).hasSize(4);
    assertThat(jobs.isIdle()).isFalse();
  }

  @Test
  void aLoopWithoutAJobDoesNotSleep() {
    for (int i = 0; i < 10; i++) {
      start(1);
      jobs.step();
    }
    assertThat(sleeps).isEmpty();
    assertThat(jobs.isIdle()).isTrue();
  }

  @Test
  void aJobThatFailsEndsAndIsReported() {
    jobs.start(budget -> {
      throw new IllegalStateException("broken");
    });
    start(2);
    jobs.step();
    jobs.step();

    assertThat(failures).containsExactly("broken");
    assertThat(jobs.isIdle()).isTrue();
  }
}
