// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import relatd.helper.rpc.PendingCalls.Question;

class PendingCallsTest {
  private static final long SECOND = 1_000_000_000L;

  private final PendingCalls pending = new PendingCalls();

  @Test
  void aCallWaitsForAMinute() {
    ask(7, 100);
    assertThat(pending.find(7, 59 * SECOND)).isNotEqualTo(PendingCalls.NONE);
    assertThat(pending.find(7, 60 * SECOND)).isEqualTo(PendingCalls.NONE);
    assertThat(pending.find(8, 0)).isEqualTo(PendingCalls.NONE);
  }

  @Test
  void theSameAnswerMayComeOnceMoreForFiveSeconds() {
    ask(7, 100);
    assertThat(pending.answer(pending.find(7, SECOND), 42, SECOND)).isTrue();
    assertThat(pending.answer(pending.find(7, 2 * SECOND), 42, 2 * SECOND)).isTrue();
    assertThat(pending.answer(pending.find(7, 2 * SECOND), 43, 2 * SECOND)).isFalse();
    assertThat(pending.find(7, 6 * SECOND)).isEqualTo(PendingCalls.NONE);
  }

  @Test
  void aNumberThatIsUsedAgainBelongsToTheNewerCall() {
    ask(7, 100);
    ask(8, 101);
    ask(7, 102);
    assertThat(pending.program(pending.find(7, 0))).isEqualTo(102);
    assertThat(pending.program(pending.find(8, 0))).isEqualTo(101);
    pending.remove(8);
    assertThat(pending.find(8, 0)).isEqualTo(PendingCalls.NONE);
  }

  @Test
  void beyondSixtyFourTheOldestIsForgotten() {
    for (int xid = 0; xid < 65; xid++) {
      ask(xid, xid);
    }
    assertThat(pending.find(0, 0)).isEqualTo(PendingCalls.NONE);
    for (int xid = 1; xid < 65; xid++) {
      assertThat(pending.program(pending.find(xid, 0))).isEqualTo(xid);
    }
  }

  private void ask(int xid, int program) {
    pending.add(xid, Question.PORT, program, 6, 0);
  }
}
