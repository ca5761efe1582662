// SPDX-License-Identifier: Apache-2.0
package relatd.helper.slp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import relatd.helper.contract.Dialogue;

class SlpGrammarTest {
  private static final String REQUEST = "\2\1\0\0\u000e\u0020\0\0\0\0ab\0\0";

  @Test
  void aRequestIsAsLongAsItSays() {
    assertThat(SlpRequest.isIn(Dialogue.payload(REQUEST))).isTrue();
    assertThat(SlpRequest.isIn(Dialogue.payload(REQUEST + "x"))).isFalse();
    assertThat(SlpRequest.isIn(Dialogue.payload(REQUEST.substring(0, 13)))).isFalse();
  }

  @Test
  void onlyTheFlagTellsThatManyWereAsked() {
    assertThat(SlpRequest.isForGroup(Dialogue.payload(REQUEST))).isTrue();
    assertThat(SlpRequest.isForGroup(Dialogue.payload(REQUEST.replace('\u0020', '\0')))).isFalse();
  }
}
