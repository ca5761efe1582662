// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Phones that send from 5060 and say that they listen on 5062.
class ForcedPortTest {
  private static final String DELIVERED = "DeliverTo[port=5062]";
  private static final String REQUEST =
      "OPTIONS sip:10.77.2.2 SIP/2.0\r\nVia: SIP/2.0/UDP 10.77.1.2:%d;branch=z9hG4bK1\r\n"
          + "From: <sip:a@x>;tag=1\r\nTo: <sip:b@x>\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\n"
          + "Contact: <sip:a@10.77.1.2:%1$d>\r\nContent-Length: 0\r\n\r\n";
  private static final String ANSWER =
      "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 10.77.2.254:6060;branch=z9hG4bK1\r\n"
          + "From: <sip:a@x>;tag=1\r\nTo: <sip:b@x>;tag=2\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\n"
          + "Content-Length: 0\r\n\r\n";

  private static String request(int port) {
    return REQUEST.formatted(port);
  }

  @Test
  void theServerIsToldTheConnectionsPublicPort() {
    Talk talk = Talk.translated("NatRewrite", "on");
    assertThat(talk.client(request(5_062))).isEmpty();
    assertThat(talk.rewritten())
        .contains(
            "Via: SIP/2.0/UDP 10.77.2.254:6060;branch=z9hG4bK1\r\n",
            "Contact: <sip:a@10.77.2.254:6060>\r\n");
  }

  @Test
  void whatTheServerSaysIsDeliveredWhereThePhoneListens() {
    Talk talk = Talk.translated("NatRewrite", "on");
    talk.client(request(5_062));
    assertThat(talk.server(ANSWER)).containsExactly(DELIVERED);
    assertThat(talk.rewritten()).contains("Via: SIP/2.0/UDP 10.77.1.2:5062;branch=z9hG4bK1\r\n");
  }

  @Test
  void thePortThatItNamedLastCounts() {
    Talk talk = Talk.translated("NatRewrite", "on");
    talk.client(request(5_062));
    talk.client(request(5_060));
    assertThat(talk.server(ANSWER)).isEmpty();
  }

  @Test
  void theAddressOfAnotherHostForcesNothing() {
    Talk talk = Talk.translated("NatRewrite", "on");
    String foreign = request(5_062).replace("10.77.1.2", "10.77.1.9");
    talk.client(foreign);
    assertThat(talk.rewritten()).isEqualTo(foreign);
    assertThat(talk.server(ANSWER)).isEmpty();
  }

  @Test
  void theServerCannotForceIt() {
    Talk talk = Talk.translated("NatRewrite", "on");
    talk.server(
        "OPTIONS sip:10.77.2.254:6060 SIP/2.0\r\nVia: SIP/2.0/UDP 10.77.2.2:22;branch=z9hG4bK2\r\n"
            + "From: <sip:b@x>;tag=2\r\nTo: <sip:a@x>\r\nCall-ID: d\r\nCSeq: 1 OPTIONS\r\n\r\n");
    assertThat(talk.server(ANSWER)).isEmpty();
    assertThat(talk.client(ANSWER)).isEmpty();
  }

  @Test
  void itIsAnOptionAndOnlyWhereTextsAreRewritten() {
    for (Talk talk :
        new Talk[] {
          Talk.translated("NatRewrite", "on", "ForcedPort", "off"),
          Talk.translated(),
          Talk.direct("NatRewrite", "on")
        }) {
      String request = request(5_062);
      talk.client(request);
      assertThat(talk.rewritten()).doesNotContain("Via: SIP/2.0/UDP 10.77.2.254:6060");
      assertThat(talk.server(ANSWER)).isEmpty();
    }
  }
}
