// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RewritingTest {
  private final Talk talk = Talk.translated("NatRewrite", "on");

  private static String lineOf(String text, String beginning) {
    return text.lines().filter(line -> line.startsWith(beginning)).findFirst().orElse("none");
  }

  @Test
  void nothingIsChangedUnlessAskedFor() {
    Talk quiet = Talk.translated();
    String invite = new SipText("INVITE", 1).audio("10.77.1.2", 30_000).text();

    assertThat(quiet.client(invite))
        .containsExactly(
            "+ 10.77.2.2 > 10.77.2.254:30000 saved 10.77.1.2:30000",
            "+ 10.77.2.2 > 10.77.2.254:30001 saved 10.77.1.2:30001");
    assertThat(quiet.rewritten()).isEqualTo(invite);
  }

  @Test
  void aMovedPortIsWrittenForMediaAndRtcpAndStaysTheSameWhenSentAgain() {
    String sdp =
        "v=0\r\no=- 1 1 IN IP4 10.77.1.2\r\nc=IN IP4 10.77.1.2\r\n"
            + "m=audio 30000 RTP/AVP 0\r\na=rtcp:30001 IN IP4 10.77.1.2\r\n";
    String invite = new SipText("INVITE", 1).sdp(sdp).text();
    talk.granting(20).client(invite);

    assertThat(lineOf(talk.rewritten(), "m=")).isEqualTo("m=audio 30020 RTP/AVP 0");
    assertThat(lineOf(talk.rewritten(), "a=rtcp")).isEqualTo("a=rtcp:30021 IN IP4 10.77.2.254");
    assertThat(talk.granting(0).client(invite))
        .contains("+ 10.77.2.2 > 10.77.2.254:30020 saved 10.77.1.2:30000");
    assertThat(talk.client(new SipText("BYE", 2).text()))
        .containsExactly(
            "- 10.77.2.2 > 10.77.2.254:30020 saved 10.77.1.2:30000",
            "- 10.77.2.2 > 10.77.2.254:30021 saved 10.77.1.2:30001");
  }

  @Test
  void theLengthOfTheBodyIsCountedAnew() {
    String invite = new SipText("INVITE", 1).audio("10.77.1.2", 30_000).text();
    talk.client(invite);
    String sent = talk.rewritten();
    String body = sent.substring(sent.indexOf("\r\n\r\n") + 4);

    assertThat(lineOf(sent, "Content-Length")).isEqualTo("Content-Length: " + body.length());
    assertThat(body).contains("o=- 1 1 IN IP4 10.77.2.254", "c=IN IP4 10.77.2.254");
  }

  @Test
  void headersNameTheEndpointThatTheReceiverKnows() {
    talk.client(
        new SipText("OPTIONS", 1)
            .contact("\"A\" <sip:a@10.77.1.2>, <sip:b@10.77.1.2:7000>")
            .header("Route: <sip:10.77.2.2;lr>, <sip:10.77.1.2:5060;lr>")
            .header("Authorization: Digest uri=\"sip:10.77.1.2\"")
            .text());

    assertThat(lineOf(talk.rewritten(), "Via"))
        .isEqualTo("Via: SIP/2.0/UDP 10.77.2.254:6060;branch=z9hG4bK1");
    assertThat(lineOf(talk.rewritten(), "Contact"))
        .isEqualTo("Contact: \"A\" <sip:a@10.77.2.254:6060>, <sip:b@10.77.1.2:7000>");
    assertThat(lineOf(talk.rewritten(), "Route"))
        .isEqualTo("Route: <sip:10.77.2.2;lr>, <sip:10.77.2.254:6060;lr>");
    assertThat(lineOf(talk.rewritten(), "Authorization")).contains("10.77.1.2");
  }

  @Test
  void anAnswerIsTurnedBack() {
    talk.server(
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 10.77.2.254:6060;received=10.77.2.254;rport=6060\r\n"
            + "Via: SIP/2.0/UDP 10.77.2.254:6060\r\nFrom: <sip:a@x>;tag=1\r\nCall-ID: c\r\n"
            + "CSeq: 1 OPTIONS\r\nContact: <sip:bob@10.77.2.2>\r\n\r\n");

    assertThat(talk.rewritten().lines().skip(1).limit(2))
        .containsExactly(
            "Via: SIP/2.0/UDP 10.77.1.2:5060;received=10.77.1.2;rport=5060",
            "Via: SIP/2.0/UDP 10.77.2.254:6060");
    assertThat(lineOf(talk.rewritten(), "Contact")).isEqualTo("Contact: <sip:bob@10.77.2.2>");
  }

  @Test
  void aRegistrationIsExpectedAtThePublicEndpoint() {
    SipText request = new SipText("REGISTER", 1).contact("<sip:a@10.77.1.2:5060>;expires=60");
    talk.client(request.text());
    String contact = lineOf(talk.rewritten(), "Contact");
    assertThat(contact).isEqualTo("Contact: <sip:a@10.77.2.254:6060>;expires=60");

    String answer = new SipText("REGISTER", 1).header(contact).answer(200);
    assertThat(talk.server(answer))
        .containsExactly("+ 10.77.2.2 > 10.77.2.254:6060 permanent 60 saved 10.77.1.2:5060");
    assertThat(lineOf(talk.rewritten(), "Contact"))
        .isEqualTo("Contact: <sip:a@10.77.1.2:5060>;expires=60");
  }

  @Test
  void whatAPeerFindsByIceIsLeftAlone() {
    String sdp =
        "v=0\r\no=- 1 1 IN IP4 10.77.1.2\r\nc=IN IP4 10.77.1.2\r\nm=audio 30000 RTP/AVP 0\r\n"
            + "a=candidate:1 1 UDP 2130706431 10.77.1.2 30000 typ host\r\n";
    talk.granting(20).client(new SipText("INVITE", 1).sdp(sdp).text());

    assertThat(talk.rewritten()).endsWith(sdp);
  }
}
