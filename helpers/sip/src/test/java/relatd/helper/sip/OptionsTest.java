// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final SipText FOREIGN = new SipText("INVITE", 1).audio("192.168.1.2", 30_000);
  private static final SipText REGISTER =
      new SipText("REGISTER", 1).contact("<sip:a@10.77.1.2>;expires=9000");

  @Test
  void openModeExpectsMediaOfThirdHostsFromAnybody() {
    assertThat(Talk.direct("DirectMedia", "off").client(FOREIGN.text()))
        .containsExactly("+ any > 192.168.1.2:30000", "+ any > 192.168.1.2:30001");
  }

  @Test
  void mediaBeyondTheSameDeviceCanBeLeftOut() {
    assertThat(Talk.direct("DirectMedia", "off", "ExternalMedia", "on").client(FOREIGN.text()))
        .containsExactly(
            "+ any > 192.168.1.2:30000 across 192.168.1.2 10.77.2.2",
            "+ any > 192.168.1.2:30001 across 192.168.1.2 10.77.2.2");
    assertThat(Talk.direct("ExternalMedia", "on").client(FOREIGN.audio("10.77.1.2", 30_000).text()))
        .as("the ends of the signalling are on either side")
        .contains("+ 10.77.2.2 > 10.77.1.2:30000");
  }

  @Test
  void openModeNeverExpectsMediaOfGroupsAndOfTheFirewallItself() {
    Talk talk = Talk.direct("DirectMedia", "off");

    assertThat(talk.client(FOREIGN.audio("224.0.0.1", 30_000).text()))
        .containsExactly("! media at 224.0.0.1, which is not the sender");
    assertThat(talk.client(new SipText("INVITE", 2).audio("127.0.0.1", 30_000).text()))
        .containsExactly("! media at 127.0.0.1, which is not the sender");
  }

  @Test
  void translatedConnectionsAreNeverInOpenMode() {
    Talk talk = Talk.translated("DirectMedia", "off");

    assertThat(talk.client(FOREIGN.text()))
        .containsExactly("! media at 192.168.1.2, which is not the sender");
    assertThat(talk.client(new SipText("INVITE", 2).audio("10.77.1.2", 30_000).text()))
        .contains("+ 10.77.2.2 > 10.77.2.254:30000 saved 10.77.1.2:30000");
  }

  @Test
  void callsComeFromTheRegistrarUnlessSaidOtherwise() {
    Talk direct = Talk.direct();
    direct.client(REGISTER.text());
    assertThat(direct.server(REGISTER.answer(200)))
        .containsExactly("+ 10.77.2.2 > 10.77.1.2:5060 permanent 9000", "keep 9000");

    Talk open = Talk.direct("DirectSignalling", "off", "MaxExpires", "100");
    open.client(REGISTER.text());
    assertThat(open.server(REGISTER.answer(200)))
        .containsExactly("+ any > 10.77.1.2:5060 permanent 100");
  }

  @Test
  void withoutEarlyMediaBothSidesAreExpectedWithTheFinalAnswer() {
    Talk talk = Talk.direct("EarlyMedia", "off");
    SipText invite = new SipText("INVITE", 1).audio("10.77.1.2", 30_000);
    SipText answer = invite.audio("10.77.2.2", 40_000);

    assertThat(talk.client(invite.text())).isEmpty();
    assertThat(talk.server(answer.answer(183))).isEmpty();
    assertThat(talk.server(answer.answer(200)))
        .contains("+ 10.77.2.2 > 10.77.1.2:30000", "+ 10.77.1.2 > 10.77.2.2:40000");
  }

  @Test
  void otherMediaAreReadOnlyWhereTheyAreAskedFor() {
    String msrp = "v=0\r\nc=IN IP4 10.77.1.2\r\nm=message 7394 TCP/MSRP *\r\na=setup:passive\r\n";
    String invite = new SipText("INVITE", 1).sdp(msrp).text();

    assertThat(Talk.direct().client(invite)).isEmpty();
    assertThat(Talk.direct("OtherMedia", "on").client(invite))
        .containsExactly("+ 10.77.2.2 > 10.77.1.2:7394");
  }

  @Test
  void theMasterLivesForTheConfiguredTime() {
    assertThat(Talk.direct("Timeout", "60").client(new SipText("OPTIONS", 1).text()))
        .containsExactly("keep 60");
    assertThat(Talk.direct("Timeout", "60").client("\r\n\r\n")).isEmpty();
  }
}
