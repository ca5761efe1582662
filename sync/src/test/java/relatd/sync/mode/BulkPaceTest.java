// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BulkPaceTest {
  private static final int WINDOW = 300;
  private static final long MILLI = 1_000_000;

  private final BulkPace pace = new BulkPace(WINDOW, 100_000);

  @Test
  void fourWindowsAreUnderWay() {
    assertThat(pace.room(0, 0)).isEqualTo(4 * WINDOW);
    assertThat(pace.room(1000, 1)).isEqualTo(200);
    assertThat(pace.room(4 * WINDOW, 2)).isZero();
  }

  @Test
  void acknowledgementsDoNotMakeItBolder() {
    for (int i = 0; i < 1000; i++) {
      pace.acknowledged();
    }
    assertThat(pace.room(0, 0)).isEqualTo(4 * WINDOW);
  }

  @Test
  void aLossHalvesItUntilAcknowledgementsCome() {
    pace.lost();
    pace.lost();
    pace.lost();
    assertThat(pace.room(0, 0)).isEqualTo(2 * WINDOW);
    for (int i = 0; i < 8; i++) {
      pace.acknowledged();
    }
    assertThat(pace.room(0, 0)).isEqualTo(4 * WINDOW);
  }

  @Test
  void aPeerThatAcknowledgesRarelyIsSentMoreInTime() {
    int underWay = pace.room(0, 0);
    assertThat(pace.room(underWay, 4 * MILLI)).isZero();
    assertThat(pace.room(underWay, 5 * MILLI)).isEqualTo(WINDOW);
    long now = 5 * MILLI;
    for (int i = 0; i < 3; i++) {
      underWay += WINDOW;
      now += 5 * MILLI;
      assertThat(pace.room(underWay, now)).isEqualTo(WINDOW);
    }
    underWay += WINDOW;
    assertThat(pace.room(underWay, now + 49 * MILLI)).as("more than buffers hold").isZero();
    assertThat(pace.room(underWay, now + 50 * MILLI)).isEqualTo(WINDOW);
  }

  @Test
  void neverMoreThanCanBeKept() {
    BulkPace small = new BulkPace(WINDOW, 100);
    assertThat(small.room(0, 0)).isEqualTo(100);
    assertThat(small.room(100, 1000 * MILLI)).isZero();
  }
}
