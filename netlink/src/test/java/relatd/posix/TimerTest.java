// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Timers under a clock that the test moves.
class TimerTest {
  private final List<String> seen = new ArrayList<>();
  private long clock;
  private final EventLoop loop =
      new EventLoop(
          () -> clock,
          failure -> {
            throw failure;
          });

  @AfterEach
  void close() {
    loop.close();
  }

  private void turn() {
    loop.turn(0);
  }

  private Timer timer(String name) {
    return loop.timer(() -> seen.add(name));
  }

  @Test
  void timersRunInTheOrderOfTheirDeadlinesAndThenOfTheirStarts() {
    timer("late").start(Duration.ofMillis(30));
    timer("first of two").start(Duration.ofMillis(10));
    timer("second of two").start(Duration.ofMillis(10));
    timer("not yet").start(Duration.ofMillis(31));
    clock += 30_000_000;
    turn();

    assertThat(seen).containsExactly("first of two", "second of two", "late");
  }

  @Test
  void aTimerRunsNotBeforeItsTimeAndOnlyOnce() {
    Timer timer = timer("it");
    timer.startNanos(10);
    clock += 9;
    turn();
    assertThat(seen).isEmpty();
    assertThat(timer.isRunning()).isTrue();

    clock += 1;
    turn();
    turn();
    assertThat(seen).containsExactly("it");
    assertThat(timer.isRunning()).isFalse();
  }

  @Test
  void aTimerStartedAgainCountsFromThen() {
    Timer timer = timer("it");
    timer.startNanos(10);
    clock += 5;
    timer.startNanos(10);
    clock += 5;
    turn();
    assertThat(seen).isEmpty();

    clock += 5;
    turn();
    assertThat(seen).containsExactly("it");
  }

  @Test
  void aStoppedTimerDoesNotRunAndOthersDo() {
    Timer[] timers = new Timer[40];
    for (int i = 0; i < timers.length; i++) {
      timers[i] = timer("" + i);
      timers[i].startNanos(1000 - i);
    }
    for (int i = 0; i < timers.length; i += 2) {
      timers[i].stop();
      timers[i].stop();
    }
    clock += 1000;
    turn();

    assertThat(seen).hasSize(20).startsWith("39", "37").endsWith("3", "1");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void manyTimersKeepTheirOrderWhateverIsStartedAndStopped(long seed) {
    Random random = new Random(seed);
    List<Timer> timers = new ArrayList<>();
    long[] due = new long[300];
    for (int i = 0; i < due.length; i++) {
      String name = "" + i;
      timers.add(timer(name));
    }
    for (int step = 0; step < 2000; step++) {
      int which = random.nextInt(due.length);
      if (random.nextInt(4) == 0) {
        timers.get(which).stop();
        due[which] = 0;
      } else {
        // no two alike: the order of equal ones has a test of its own
        due[which] = 1 + step + 10_000L * random.nextInt(50);
        timers.get(which).startNanos(due[which]);
      }
    }
    List<String> expected =
        IntStream.range(0, due.length)
            .filter(i -> due[i] > 0)
            .boxed()
            .sorted(Comparator.comparingLong(i -> due[i]))
            .map(String::valueOf)
            .toList();
    for (long end = 0; end <= 510_000; end += 10_000) {
      clock = end;
      turn();
    }

    assertThat(seen).as("seed " + seed).isEqualTo(expected);
  }

  @Test
  void aTimerThatStartsItselfForNowRunsOncePerTurn() {
    Timer[] self = new Timer[1];
    self[0] =
        loop.timer(() -> {
          seen.add("again");
          self[0].startNanos(0);
        });
    self[0].startNanos(0);
    turn();
    assertThat(seen).hasSize(1);

    turn();
    assertThat(seen).hasSize(2);
  }
}
