// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallsTest {
  private final Talk talk = Talk.direct();

  @Test
  void aCallThatComesBackOnTheSameConnectionIsAnotherOne() {
    SipText out = new SipText("INVITE", 1).audio("10.77.1.2", 30_000);
    SipText back = new SipText("INVITE", 1).audio("10.77.2.2", 40_000);
    talk.client(out.text());

    assertThat(talk.server(back.text()))
        .containsExactly("+ 10.77.1.2 > 10.77.2.2:40000", "+ 10.77.1.2 > 10.77.2.2:40001");
    assertThat(talk.client(back.noBody().answer(486)))
        .containsExactly("- 10.77.1.2 > 10.77.2.2:40000", "- 10.77.1.2 > 10.77.2.2:40001");
    assertThat(talk.server(out.noBody().answer(486)))
        .containsExactly("- 10.77.2.2 > 10.77.1.2:30000", "- 10.77.2.2 > 10.77.1.2:30001");
  }

  @Test
  void eitherSideMayEndIt() {
    talk.client(new SipText("INVITE", 1).audio("10.77.1.2", 30_000).text());

    assertThat(talk.server(new SipText("BYE", 1).fromCallee().text()))
        .containsExactly("- 10.77.2.2 > 10.77.1.2:30000", "- 10.77.2.2 > 10.77.1.2:30001");
    assertThat(talk.client(new SipText("BYE", 2).text())).isEmpty();
  }

  @Test
  void aResponseToAnEarlierInviteChangesNothing() {
    talk.client(new SipText("INVITE", 1).audio("10.77.1.2", 30_000).text());
    talk.client(new SipText("INVITE", 2).audio("10.77.1.2", 30_010).text());

    assertThat(talk.server(new SipText("INVITE", 1).answer(500))).isEmpty();
    assertThat(talk.server(new SipText("INVITE", 1).audio("10.77.2.2", 40_000).answer(200)))
        .isEmpty();
  }

  @Test
  void theLeastRecentlyUsedCallIsForgottenFirst() {
    for (int i = 0; i <= Dialogues.MOST; i++) {
      talk.client(new SipText("INVITE", 1).call("call-" + i).audio("10.77.1.2", 30_000).text());
      talk.client(new SipText("INFO", 2).call("call-0").text());
      talk.client(new SipText("ACK", 1).call("call-0").audio("10.77.1.2", 30_000).text());
    }

    assertThat(talk.client(new SipText("BYE", 3).call("call-0").text())).hasSize(2);
    assertThat(talk.client(new SipText("BYE", 3).call("call-1").text())).isEmpty();
    assertThat(talk.client(new SipText("BYE", 3).call("call-2").text())).hasSize(2);
  }

  @Test
  void cancelWaitsForTheAnswerOfItsInvite() {
    SipText invite = new SipText("INVITE", 1).audio("10.77.1.2", 30_000);
    talk.client(invite.text());

    assertThat(talk.client(new SipText("CANCEL", 1).text())).isEmpty();
    assertThat(talk.server(new SipText("CANCEL", 1).answer(200))).isEmpty();
    assertThat(talk.server(invite.noBody().answer(487))).hasSize(2);
  }
}
