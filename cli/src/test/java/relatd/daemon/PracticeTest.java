// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When a daemon's practice is over, and what then becomes of the daemon.
final class PracticeTest {
  private final List<Runnable> playing = new ArrayList<>();
  private int exits;

  private Practice practice(String wish) {
    return new Practice(wish, Runnable::run, () -> exits++);
  }

  @Test
  void aTrainedDaemonEndsWithTheLastRehearsal() {
    Practice practice = practice("exit");
    practice.begin(playing::add);
    playing.removeFirst().run(); // ends before the next begins
    practice.begin(playing::add);
    practice.begin(playing::add);
    practice.allBegun();
    playing.removeFirst().run();
    assertThat(exits).isZero();
    playing.removeFirst().run();
    assertThat(exits).isEqualTo(1);
  }

  @Test
  void anyOtherGoesOn() {
    Practice practice = practice("on");
    practice.begin(playing::add);
    practice.allBegun();
    playing.removeFirst().run();
    assertThat(exits).isZero();
  }

  @Test
  void nothingIsPractisedWhereThatIsSwitchedOff() {
    Practice practice = practice("off");
    practice.begin(playing::add);
    practice.allBegun();
    assertThat(playing).isEmpty();
    assertThat(exits).isZero();
  }
}
