// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import relatd.helper.engine.KernelFeatures;
import relatd.helper.engine.KernelFeatures.Answer;

class VerdictTest {
  private static final Answer YES = new Answer(true, "");
  private static final Answer NO = new Answer(false, "why");

  @Test
  void helpersAreRegisteredWhereTheKernelBringsConnectionsToo() {
    assertThat(verdict(YES, YES, YES)).isEqualTo(Verdict.REGISTERED);
    assertThat(verdict(YES, NO, YES)).isEqualTo(Verdict.QUEUE_RULE);
  }

  @Test
  void aQueueRuleServesWhereTheyCannotBeRegistered() {
    assertThat(verdict(YES, YES, NO)).isEqualTo(Verdict.QUEUE_RULE);
    assertThat(Verdict.QUEUE_RULE.canServe()).isTrue();
  }

  @Test
  void withoutQueuesThereIsNothing() {
    assertThat(verdict(NO, NO, NO)).isEqualTo(Verdict.NONE);
    assertThat(Verdict.NONE.canServe()).isFalse();
  }

  @Test
  void whoMayNotAskIsToldSo() {
    KernelFeatures silent = new KernelFeatures(NO, NO, NO, NO, NO);
    assertThat(Verdict.of(silent, false)).isEqualTo(Verdict.UNKNOWN);
    assertThat(Verdict.UNKNOWN.lines().getFirst()).contains("run it as root");
  }

  private static Verdict verdict(Answer queue, Answer glue, Answer cthelper) {
    return Verdict.of(new KernelFeatures(YES, YES, queue, glue, cthelper), true);
  }
}
