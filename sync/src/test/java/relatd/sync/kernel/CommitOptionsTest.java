// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CommitOptionsTest {
  static final CommitOptions LIBERAL = new CommitOptions(OptionalInt.empty(), true);

  @Test
  void whatTheAgeLeavesOfTheTimeIsTheTimeout() {
    assertThat(LIBERAL.timeout(432_000, 5)).isEqualTo(431_995);
  }

  @Test
  void anEntryWhoseTimeShouldBeOverGetsAMinute() {
    assertThat(LIBERAL.timeout(10, 11)).isEqualTo(60);
  }

  @Test
  void anEntryWhoseTimeIsJustOverKeepsWhatItHad() {
    assertThat(LIBERAL.timeout(10, 10)).isEqualTo(10);
  }

  @Test
  void anUnknownTimeIsAMinute() {
    assertThat(LIBERAL.timeout(0, 0)).isEqualTo(60);
    assertThat(LIBERAL.timeout(0, 7)).isEqualTo(60);
  }

  @Test
  void aClockThatWasSetBackCountsAsAMinute() {
    assertThat(LIBERAL.timeout(100, -3)).isEqualTo(40);
  }

  @Test
  void theLongestTimesAreUnsigned() {
    assertThat(LIBERAL.timeout(-1, 0)).isEqualTo(-1);
  }

  @Test
  void theConfiguredTimeoutWins() {
    assertThat(new CommitOptions(OptionalInt.of(180), true).timeout(10, 99)).isEqualTo(180);
  }
}
