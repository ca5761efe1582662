// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import java.util.ArrayList;
import java.util.List;
import relatd.helper.contract.CaptureBuilder;

/// Attacks, registrations and streams that no program would make, to be replayed beside the
/// recorded ones and beside [CallRecipes].
final class SipRecipes {
  static final String CLIENT = "10.77.1.2";
  static final String SERVER = "10.77.2.2";

  private SipRecipes() {}

  static List<CaptureBuilder> all() {
    List<CaptureBuilder> all = new ArrayList<>(CallRecipes.all());
    all.addAll(own());
    return all;
  }

  private static List<CaptureBuilder> own() {
    return List.of(
        slipstream(),
        slipstreamInBody(),
        contentLength(),
        lowPorts(),
        noAddress(),
        thirdHosts(),
        registrations(),
        registerTcp(),
        pipelined(),
        badLengthTcp(),
        options(),
        midStream(),
        hole(),
        tls());
  }

  static CaptureBuilder udp(String name) {
    return CaptureBuilder.udp("crafted-" + name, CLIENT, 5_060, SERVER, 5_060);
  }

  private static CaptureBuilder tcp(String name) {
    return CaptureBuilder.tcp("crafted-" + name, CLIENT, 40_000, SERVER, 5_060).handshake();
  }

  /// A browser that is made to post a REGISTER (NAT slipstreaming).
  private static CaptureBuilder slipstream() {
    CaptureBuilder b = tcp("slipstream");
    b.client("POST / HTTP/1.1\r\nHost: x:5060\r\nContent-Length: 900\r\n\r\n" + "a".repeat(500));
    b.client(new SipText("REGISTER", 1).contact("<sip:x@" + CLIENT + ":40000>").text());
    return b.server(new SipText("REGISTER", 1).answer(200, CLIENT + ":40000")).end();
  }

  /// A body that is no message of its own, in a message that says how long it is.
  private static CaptureBuilder slipstreamInBody() {
    String inner = new SipText("INVITE", 9).call("inner").audio(CLIENT, 46_000).text();
    CaptureBuilder b = tcp("body");
    b.client(new SipText("MESSAGE", 1).body("text/plain", inner).text());
    return b.server(new SipText("MESSAGE", 1).answer(200)).end();
  }

  private static CaptureBuilder contentLength() {
    SipText invite = new SipText("INVITE", 1).audio(CLIENT, 41_000);
    CaptureBuilder b = udp("content-length");
    for (String length : List.of("9999", "65536", "4294967296", "-1", "0x70", "1 2", "bad", "")) {
      b.client(invite.length(length).call("length-" + length).text());
    }
    b.client(invite.length("112\r\nl: 113").call("two").text());
    return b.client(invite.length("10").call("short").text());
  }

  private static CaptureBuilder lowPorts() {
    CaptureBuilder b = udp("low-ports");
    for (int port : new int[] {1, 80, 1_023, 1_024, 65_535, 65_536}) {
      b.client(new SipText("INVITE", 1).call("port-" + port).audio(CLIENT, port).text());
    }
    String rtcp = sdp("c=IN IP4 " + CLIENT, "m=audio 41100 RTP/AVP 0", "a=rtcp:53");
    return b.client(new SipText("INVITE", 1).call("rtcp").sdp(rtcp).text());
  }

  /// Media without c=: nobody may guess its address.
  private static CaptureBuilder noAddress() {
    CaptureBuilder b = udp("no-address");
    b.client(new SipText("INVITE", 1).call("none").sdp(sdp("m=audio 41200 RTP/AVP 0")).text());
    String one =
        sdp("m=audio 41202 RTP/AVP 0", "c=IN IP4 " + CLIENT, "m=video 41204 RTP/AVP 31", "a=x");
    b.client(new SipText("INVITE", 1).call("one").sdp(one).text());
    for (String address : List.of("0.0.0.0", "phone.example", "999.1.1.1", "")) {
      String text = sdp("c=IN IP4 " + address, "m=audio 41206 RTP/AVP 0");
      b.client(new SipText("INVITE", 1).call("c" + address).sdp(text).text());
    }
    return b;
  }

  private static CaptureBuilder thirdHosts() {
    CaptureBuilder b = udp("third-hosts");
    for (String address :
        List.of("10.77.1.3", SERVER, "127.0.0.1", "224.0.0.1", "255.255.255.255")) {
      SipText invite = new SipText("INVITE", 1).call("to" + address).audio(address, 41_300);
      b.client(invite.text()).client(invite.text());
    }
    String six = sdp("c=IN IP6 ::ffff:" + CLIENT, "m=audio 41302 RTP/AVP 0");
    b.client(new SipText("INVITE", 1).call("mapped").sdp(six).text());
    String rtcp =
        sdp("c=IN IP4 " + CLIENT, "m=audio 41304 RTP/AVP 0", "a=rtcp:41400 IN IP4 10.77.1.3");
    return b.client(new SipText("INVITE", 1).call("rtcp").sdp(rtcp).text());
  }

  private static CaptureBuilder registrations() {
    CaptureBuilder b = udp("register");
    String own = "<sip:a@" + CLIENT + ":5060>";
    register(b, 1, own, 423);
    register(b, 2, own + ";expires=999999999", 200);
    register(b, 3, "\"A, B\" <sip:a@10.77.1.9>, <sip:a@" + CLIENT + ":80>;expires=60", 200);
    register(b, 4, own + ";expires=60", 200);
    register(b, 5, own, 403);
    b.server(new SipText("REGISTER", 6).answer(200, CLIENT + ":5060"));
    b.client(new SipText("REGISTER", 7).contact("*").text());
    b.server(new SipText("REGISTER", 7).answer(200));
    register(b, 8, "<sip:a@" + CLIENT + ";transport=tcp>", 200);
    register(b, 9, "sip:a@" + CLIENT + ";expires=0", 200);
    return b;
  }

  private static void register(CaptureBuilder b, int number, String contact, int code) {
    SipText request = new SipText("REGISTER", number).contact(contact);
    b.client(request.text()).server(request.answer(code));
  }

  private static CaptureBuilder registerTcp() {
    CaptureBuilder b = tcp("register-tcp");
    SipText request =
        new SipText("REGISTER", 1)
            .contact("<sip:a@" + CLIENT + ":40000;transport=TCP>;expires=120");
    return b.client(request.text()).server(request.answer(200)).end();
  }

  /// Keep-alives, and several messages in one segment.
  private static CaptureBuilder pipelined() {
    CaptureBuilder b = tcp("pipelined");
    String one = new SipText("INVITE", 1).call("one").audio(CLIENT, 42_800).text();
    String two = new SipText("INVITE", 1).call("two").audio(CLIENT, 42_810).text();
    b.client("\r\n\r\n" + one + "\r\n" + two);
    b.server("\r\n" + new SipText("INVITE", 1).call("one").audio(SERVER, 52_800).answer(200));
    return b.client(new SipText("BYE", 2).call("one").text()).end();
  }

  private static CaptureBuilder badLengthTcp() {
    CaptureBuilder b = tcp("length-tcp");
    b.client(new SipText("INVITE", 1).audio(CLIENT, 42_900).text());
    b.client(new SipText("INVITE", 1).call("two").length("9x").audio(CLIENT, 42_910).text());
    return b.client(new SipText("INVITE", 1).call("three").audio(CLIENT, 42_920).text()).end();
  }

  /// Nothing is offered.
  private static CaptureBuilder options() {
    CaptureBuilder b = udp("options");
    b.client(new SipText("OPTIONS", 1).text()).server(new SipText("OPTIONS", 1).answer(200));
    b.client("\r\n\r\n").client("jaK").client("\u0000\u0001\u0000\u0000!\u0012\u00a4B");
    return b.client(new SipText("NOTIFY", 2).audio(CLIENT, 43_000).text());
  }

  /// The first packets are missing; the first message seen is half a message.
  private static CaptureBuilder midStream() {
    CaptureBuilder b =
        CaptureBuilder.tcp("crafted-mid-stream", CLIENT, 40_000, SERVER, 5_060)
            .clientSkips(100)
            .serverSkips(200);
    b.client("m: <sip:x@x>\r\nContent-Length: 0\r\n\r\n");
    b.client(new SipText("INVITE", 1).audio(CLIENT, 43_100).text());
    return b.server(new SipText("INVITE", 1).audio(SERVER, 53_100).answer(200)).end();
  }

  /// A part that never comes, though it was acknowledged: what follows is read from the next start
  /// line.
  private static CaptureBuilder hole() {
    String lost = new SipText("INVITE", 1).call("lost").audio(CLIENT, 43_200).text();
    CaptureBuilder b = tcp("hole");
    b.client(new SipText("OPTIONS", 1).text()).server(new SipText("OPTIONS", 1).answer(200));
    b.clientSkips(60).client(lost.substring(60)).serverAcks();
    b.server(new SipText("OPTIONS", 2).answer(200));
    return b.client(new SipText("INVITE", 1).audio(CLIENT, 43_210).text()).end();
  }

  private static CaptureBuilder tls() {
    CaptureBuilder b = tcp("tls").client("\u0016\u0003\u0001\u0000\u0005abcde");
    return b.client(new SipText("INVITE", 1).audio(CLIENT, 43_300).text()).end();
  }

  static String sdp(String... lines) {
    return "v=0\r\no=- 1 1 IN IP4 10.77.1.2\r\ns=-\r\nt=0 0\r\n"
        + String.join("\r\n", lines)
        + "\r\n";
  }
}
