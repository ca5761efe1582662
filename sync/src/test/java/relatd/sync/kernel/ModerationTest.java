// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModerationTest {
  private static final long REST = 1_000;

  private long now;
  private long slept;
  private final Moderation moderation = new Moderation(REST, () -> now, nanos -> slept += nanos);

  @Test
  void aLoneEventIsNotFollowedByARest() {
    moderation.noteRead(1, true);
    assertThat(moderation.rest()).isFalse();
  }

  @Test
  void aStreamIsAndTheMoreTheLessComes() {
    moderation.noteRead(1, true);
    now += REST / 2;
    moderation.noteRead(3, true);
    assertThat(moderation.rest()).isTrue();
    assertThat(slept).isEqualTo(REST);
    now += REST;
    moderation.noteRead(200, true);
    assertThat(moderation.rest()).isTrue();
    assertThat(slept).as("as long as a hundred take to come").isEqualTo(REST + REST / 2);
    now += REST;
    moderation.noteRead(3000, true);
    assertThat(moderation.rest()).isTrue();
    assertThat(slept).isEqualTo(REST + REST / 2 + REST / 3);
  }

  @Test
  void aRestIsNoPauseOfTheStream() {
    moderation.noteRead(1, true);
    moderation.noteRead(1, true);
    moderation.rest();
    now += slept + REST / 2;
    moderation.noteRead(1, true);
    assertThat(moderation.rest()).isTrue();
  }

  @Test
  void onlyOncePerRead() {
    moderation.noteRead(1, true);
    moderation.noteRead(1, true);
    assertThat(moderation.rest()).isTrue();
    assertThat(moderation.rest()).isFalse();
  }

  @Test
  void whoHasNotCaughtUpDoesNotRest() {
    moderation.noteRead(128, false);
    moderation.noteRead(128, false);
    assertThat(moderation.rest()).isFalse();
  }

  @Test
  void aStreamEndsWhenNothingComesForAWhile() {
    moderation.noteRead(1, true);
    now += 2 * REST;
    moderation.noteRead(1, true);
    assertThat(moderation.rest()).isFalse();
  }

  @Test
  void aReadThatBringsNothingIsNoStream() {
    moderation.noteRead(1, true);
    moderation.noteRead(0, true);
    assertThat(moderation.rest()).isFalse();
  }

  @Test
  void itCanBeSwitchedOff() {
    Moderation off = new Moderation(0, () -> now, nanos -> slept += nanos);
    off.noteRead(1, true);
    off.noteRead(1, true);
    assertThat(off.rest()).isFalse();
  }
}
