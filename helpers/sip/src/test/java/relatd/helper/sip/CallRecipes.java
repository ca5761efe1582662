// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import static relatd.helper.sip.SipRecipes.CLIENT;
import static relatd.helper.sip.SipRecipes.SERVER;
import static relatd.helper.sip.SipRecipes.sdp;
import static relatd.helper.sip.SipRecipes.udp;

import java.util.List;
import relatd.helper.contract.CaptureBuilder;

/// Calls whose media come, change and go.
final class CallRecipes {
  private CallRecipes() {}

  static List<CaptureBuilder> all() {
    return List.of(
        severalMedia(),
        compactAndFolded(),
        lateOffer(),
        declinedReInvite(),
        hold(),
        trunk(),
        update(),
        multipart());
  }

  private static CaptureBuilder severalMedia() {
    CaptureBuilder b = udp("several-media");
    String offer =
        sdp(
            "c=IN IP4 " + CLIENT,
            "m=audio 42000 RTP/AVP 0",
            "a=rtcp-mux",
            "m=video 42010/2 RTP/AVP 31",
            "m=image 42021 udptl t38",
            "m=audio 42030 RTP/SAVP 0",
            "a=rtcp:42041",
            "m=image 42050 TCP t38",
            "a=setup:passive",
            "m=image 9 TCP t38",
            "a=setup:active",
            "m=application 42060 UDP/BFCP *",
            "m=audio 42070 DCCP/RTP/AVP 0",
            "m=audio 42080 RTP/AVP 0");
    SipText invite = new SipText("INVITE", 1).sdp(offer);
    b.client(invite.text());
    String answer =
        sdp(
            "c=IN IP4 " + SERVER,
            "m=audio 52000 RTP/AVP 0",
            "a=rtcp-mux",
            "m=video 0 RTP/AVP 31",
            "m=image 52020 udptl t38");
    b.server(invite.sdp(answer).answer(200));
    return b.client(new SipText("BYE", 2).text());
  }

  private static CaptureBuilder compactAndFolded() {
    CaptureBuilder b = udp("compact");
    String body = sdp("c=IN IP4 " + CLIENT, "m=audio 42100 RTP/AVP 0");
    String head =
        "INVITE SIP:bob@10.77.2.2 sip/2.0\nv:SIP/2.0/UDP 10.77.1.2\n"
            + "f : \"A; B, <c>\" <sip:alice@x>\n ;tag = a1\nt:bob <sip:bob@x>\ni: folded@x\n"
            + "CSEQ:\n\t1\n INVITE\nc:\n application/sdp ; x=y\nl:\n  "
            + body.length()
            + "\n\n";
    b.client(head + body);
    return b.client("BYE sip:b@x SIP/2.0\ni:folded@x\nf:<sip:alice@x>;tag=a1\ncseq: 2 BYE\n\n");
  }

  /// The 200 offers, the ACK answers.
  private static CaptureBuilder lateOffer() {
    CaptureBuilder b = udp("late-offer");
    SipText invite = new SipText("INVITE", 1);
    b.client(invite.text()).server(invite.audio(SERVER, 52_200).answer(200));
    b.client(new SipText("ACK", 1).audio(CLIENT, 42_200).text());
    b.client(new SipText("INVITE", 2).text());
    b.server(new SipText("INVITE", 2).audio(SERVER, 52_210).answer(200));
    b.client(new SipText("ACK", 2).audio(CLIENT, 42_210).text());
    return b.server(new SipText("BYE", 1).fromCallee().text());
  }

  /// Declined: what was agreed before counts again.
  private static CaptureBuilder declinedReInvite() {
    CaptureBuilder b = udp("declined");
    SipText first = new SipText("INVITE", 1).audio(CLIENT, 42_300);
    b.client(first.text()).client(first.text());
    b.server(first.audio(SERVER, 52_300).answer(183));
    b.server(first.audio(SERVER, 52_300).answer(200));
    SipText second = new SipText("INVITE", 2).audio(CLIENT, 42_310);
    b.client(second.text()).server(new SipText("INVITE", 1).answer(500));
    b.server(second.noBody().answer(488));
    return b.client(new SipText("BYE", 3).text());
  }

  private static CaptureBuilder hold() {
    CaptureBuilder b = udp("hold");
    SipText first = new SipText("INVITE", 1).audio(CLIENT, 42_400);
    b.client(first.text()).server(first.audio(SERVER, 52_400).answer(200));
    b.client(new SipText("INVITE", 2).audio("0.0.0.0", 42_400).text());
    b.server(new SipText("INVITE", 2).audio(SERVER, 0).answer(200));
    b.client(new SipText("INVITE", 3).audio(CLIENT, 42_400).text());
    String inactive =
        sdp(
            "c=IN IP4 " + CLIENT,
            "a=inactive",
            "m=audio 42400 RTP/AVP 0",
            "m=video 42410 RTP/AVP 31",
            "a=sendrecv");
    b.client(new SipText("INVITE", 4).sdp(inactive).text());
    return b.client(new SipText("BYE", 5).text());
  }

  /// Calls on one connection do not touch each other.
  private static CaptureBuilder trunk() {
    CaptureBuilder b = udp("trunk");
    SipText one = new SipText("INVITE", 1).call("one").audio(CLIENT, 42_500);
    SipText two = new SipText("INVITE", 1).call("two").audio(CLIENT, 42_510);
    b.client(one.text()).client(two.text());
    b.client(new SipText("CANCEL", 1).call("one").text());
    b.server(one.noBody().answer(487));
    b.client(new SipText("BYE", 2).call("three").text());
    return b.client(new SipText("BYE", 2).call("two").text());
  }

  private static CaptureBuilder update() {
    CaptureBuilder b = udp("update");
    SipText invite = new SipText("INVITE", 1).audio(CLIENT, 42_600);
    b.client(invite.text()).server(invite.audio(SERVER, 52_600).answer(183));
    SipText update = new SipText("UPDATE", 2).audio(CLIENT, 42_610);
    b.client(update.text()).client(update.text());
    b.server(update.audio(SERVER, 52_610).answer(200));
    b.client(new SipText("PRACK", 3).audio(CLIENT, 42_620).text());
    return b.server(invite.noBody().answer(603));
  }

  private static CaptureBuilder multipart() {
    String body =
        "--xx\r\nContent-Type: text/plain\r\n\r\nm=audio 42700 RTP/AVP 0\r\n--xx\r\n"
            + "Content-Type: Application/SDP\r\n\r\n"
            + sdp("c=IN IP4 " + CLIENT, "m=audio 42702 RTP/AVP 0")
            + "--xx--\r\nm=audio 42704 RTP/AVP 0\r\n";
    CaptureBuilder b = udp("multipart");
    b.client(new SipText("INVITE", 1).body("multipart/mixed;boundary=\"xx\"", body).text());
    String plain = sdp("c=IN IP4 " + CLIENT, "m=audio 42706 RTP/AVP 0");
    return b.client(
        new SipText("INVITE", 1).call("gzip").header("Content-Encoding: gzip").sdp(plain).text());
  }
}
