// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rtsp;

import java.util.List;
import relatd.helper.contract.CaptureBuilder;

/// Sessions after the examples of RFC 2326 (section 14) and RFC 7826 (appendix A), and what they
/// should not be.
final class RtspRecipes {
  private static final String UDP = "RTP/AVP;unicast;";

  private RtspRecipes() {}

  static List<CaptureBuilder> all() {
    return List.of(
        play(),
        pipelined(),
        version2(),
        alternatives(),
        noServerPorts(),
        noMedia(),
        refused(),
        strangers(),
        notAsked(),
        teardown(),
        interleaved(),
        bodies(),
        http(),
        tls(),
        tunnel(),
        hole(),
        midStream(),
        serverAsks());
  }

  private static CaptureBuilder begin(String name, String network) {
    return CaptureBuilder.between("crafted-" + name, network, 40_000, 554)
        .handshake()
        .client("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n")
        .server("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n");
  }

  private static CaptureBuilder begin(String name) {
    return begin(name, "10.77.");
  }

  private static String setup(int number, String transport) {
    return "SETUP rtsp://h/a RTSP/1.0\r\nCSeq: "
        + number
        + "\r\nTransport: "
        + transport
        + "\r\n\r\n";
  }

  private static String ok(int number, String transport) {
    return "RTSP/1.0 200 OK\r\nCSeq: "
        + number
        + "\r\nSession: 1234;timeout=60\r\nTransport: "
        + transport
        + "\r\n\r\n";
  }

  private static CaptureBuilder ask(CaptureBuilder b, int number, String asked, String answered) {
    return b.client(setup(number, UDP + asked)).server(ok(number, UDP + asked + answered));
  }

  private static CaptureBuilder play() {
    CaptureBuilder b = begin("play");
    b.client("DESCRIBE rtsp://h/a RTSP/1.0\r\nCSeq: 2\r\n\r\n");
    b.server("RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Length: 14\r\n\r\nv=0\r\nm=audio 0\n");
    ask(b, 3, "client_port=5000-5001", ";server_port=6000-6001");
    ask(b, 4, "client_port=5003-5004", ";server_port=6002-6003;source=10.77.2.2;ssrc=1");
    ask(b, 5, "client_port=5006", ";server_port=6006");
    b.client("PLAY rtsp://h/a RTSP/1.0\r\nCSeq: 6\r\nSession: 1234\r\n\r\n");
    return b.server("RTSP/1.0 200 OK\r\nCSeq: 6\r\nSession: 1234\r\n\r\n").end();
  }

  /// Answers in another order, a request sent again, an answer given twice.
  private static CaptureBuilder pipelined() {
    CaptureBuilder b = begin("pipelined");
    b.client(setup(2, UDP + "client_port=5010-5011") + setup(3, UDP + "client_port=5012-5013"));
    b.client(setup(2, UDP + "client_port=5014-5015"));
    b.server(ok(3, UDP + "client_port=5012-5013;server_port=6012-6013"));
    b.server("RTSP/1.0 100 Continue\r\nCSeq: 2\r\n\r\n");
    b.server(ok(2, UDP + "client_port=5014-5015;server_port=6014-6015"));
    return b.server(ok(2, UDP + "client_port=5014-5015;server_port=6016-6017")).end();
  }

  private static CaptureBuilder version2() {
    CaptureBuilder b = begin("version2", "fd77:");
    String asked = "RTP/AVP/UDP;unicast;dest_addr=\":5020\"/\":5021\"";
    b.client(setup(2, asked).replace("/1.0", "/2.0"));
    b.server(
        ok(2, asked + ";src_addr=\"[fd77:2::2]:6020\"/\"[fd77:2::2]:6021\"")
            .replace("/1.0", "/2.0"));
    String third = "RTP/AVP;unicast;dest_addr=\"[fd77:1::9]:5022\"/\"[fd77:1::9]:5023\"";
    b.client(setup(3, third)).server(ok(3, third));
    String torn = "RTP/AVP;unicast;dest_addr=\":5024\"/\"";
    return b.client(setup(4, torn)).server(ok(4, torn)).end();
  }

  private static CaptureBuilder alternatives() {
    CaptureBuilder b = begin("alternatives");
    b.client(
        setup(
            2,
            "RTP/AVP/TCP;unicast;interleaved=0-1, RTP/AVP/UDP;unicast;client_port=5030-5031;mode=\"PLAY,x\","
                + "RTP/AVP;multicast;port=5032-5033"));
    b.server(ok(2, "RTP/AVP/UDP;unicast;client_port=5030-5031;server_port=6030-6031"));
    b.client(setup(3, "RTP/AVP;unicast;client_port=5034-5035, RTP/AVP/TCP;interleaved=0-1"));
    return b.server(ok(3, "RTP/AVP/TCP;unicast;interleaved=0-1")).end();
  }

  private static CaptureBuilder noServerPorts() {
    CaptureBuilder b = begin("no-server-ports");
    ask(b, 2, "client_port=5040-5041", "");
    b.client(setup(3, UDP + "client_port=5042-5043"));
    return b.server(ok(3, UDP + "server_port=6042-6043")).end();
  }

  private static CaptureBuilder noMedia() {
    CaptureBuilder b = begin("no-media");
    b.client(setup(2, UDP + "client_port=5050-5051"));
    b.server("RTSP/1.0 461 Unsupported Transport\r\nCSeq: 2\r\n\r\n");
    b.server(ok(2, UDP + "client_port=5050-5051;server_port=6050-6051"));
    b.client(setup(3, "RTP/AVP;multicast;client_port=5052-5053"));
    return b.server(ok(3, "RTP/AVP;multicast;client_port=5052-5053")).end();
  }

  /// Ports of the system, numbers that are none.
  private static CaptureBuilder refused() {
    CaptureBuilder b = begin("refused");
    String[] asked = {"53", "5060-80", "0-1", "65535-65536", "-5061", "5062-", "5063-x", ""};
    for (int i = 0; i < asked.length; i++) {
      ask(b, 2 + i, "client_port=" + asked[i], ";server_port=6060-6061");
    }
    return ask(b, 20, "client_port=5064-5065", ";server_port=111-112").end();
  }

  /// Media for or from somebody else.
  private static CaptureBuilder strangers() {
    CaptureBuilder b = begin("strangers");
    ask(b, 2, "client_port=5070-5071;destination=10.77.1.9", ";server_port=6070-6071");
    ask(b, 3, "client_port=5072-5073", ";server_port=6072-6073;source=10.77.2.9");
    ask(b, 4, "client_port=5074-5075", ";server_port=6074-6075;destination=10.77.1.9");
    ask(b, 5, "client_port=5076-5077;destination=victim", ";server_port=6076-6077");
    return ask(b, 6, "client_port=5078-5079;destination=10.77.1.2", ";server_port=6078-6079").end();
  }

  /// The server names ports that the client did not offer, and answers what was not asked.
  private static CaptureBuilder notAsked() {
    CaptureBuilder b = begin("not-asked");
    b.client(setup(2, UDP + "client_port=5080-5081"));
    b.server(ok(2, UDP + "client_port=5082-5083;server_port=6080-6081"));
    b.server(ok(9, UDP + "client_port=5084-5085;server_port=6084-6085"));
    b.client("PLAY rtsp://h/a RTSP/1.0\r\nCSeq: 3\r\n\r\n");
    return b.server(ok(3, UDP + "client_port=5086-5087;server_port=6086-6087")).end();
  }

  private static CaptureBuilder teardown() {
    CaptureBuilder b = begin("teardown");
    ask(b, 2, "client_port=5090-5091", ";server_port=6090-6091");
    b.client("TEARDOWN rtsp://h/a RTSP/1.0\r\nCSeq: 3\r\nSession: 99\r\n\r\n");
    b.server("RTSP/1.0 200 OK\r\nCSeq: 3\r\n\r\n");
    b.client("TEARDOWN rtsp://h/a RTSP/1.0\r\nCSeq: 4\r\nSession: 1234\r\n\r\n");
    b.server("RTSP/1.0 454 Session Not Found\r\nCSeq: 4\r\n\r\n");
    b.client("TEARDOWN rtsp://h/a RTSP/1.0\r\nCSeq: 5\r\nSession: 1234\r\n\r\n");
    return b.server("RTSP/1.0 200 OK\r\nCSeq: 5\r\n\r\n").end();
  }

  /// Frames of media between messages, one of them with a message inside.
  private static CaptureBuilder interleaved() {
    String inside = ok(2, UDP + "client_port=5100-5101;server_port=6100-6101");
    CaptureBuilder b = begin("interleaved");
    b.client(setup(2, UDP + "client_port=5100-5101"));
    b.server("$\u0000\u0000\u0003abc$\u0001\u0000" + (char) inside.length() + inside);
    b.server("$\u0000\u0000\u0000" + ok(2, UDP + "client_port=5100-5101;server_port=6102-6103"));
    return b.end();
  }

  private static CaptureBuilder bodies() {
    String inside = setup(3, UDP + "client_port=5110-5111");
    CaptureBuilder b = begin("bodies");
    b.client(
        "SET_PARAMETER * RTSP/1.0\r\nCSeq: 2\r\ncontent-length : "
            + inside.length()
            + "\r\n\r\n"
            + inside);
    b.server(ok(3, UDP + "client_port=5110-5111;server_port=6110-6111"));
    return ask(b, 4, "client_port=5112-5113", ";server_port=6112-6113").end();
  }

  private static CaptureBuilder http() {
    return CaptureBuilder.between("crafted-http", "10.77.", 40_000, 554)
        .handshake()
        .client("POST / HTTP/1.1\r\nHost: x\r\n\r\n")
        .client(setup(2, UDP + "client_port=5120-5121"))
        .server(ok(2, UDP + "client_port=5120-5121;server_port=6120-6121"))
        .end();
  }

  private static CaptureBuilder tls() {
    return CaptureBuilder.between("crafted-tls", "10.77.", 40_000, 554)
        .handshake()
        .client("\u0016\u0003\u0001\u0000\u0005abcde")
        .end();
  }

  /// RTSP inside HTTP cannot be read.
  private static CaptureBuilder tunnel() {
    return CaptureBuilder.between("crafted-tunnel", "10.77.", 40_000, 8_554)
        .handshake()
        .client("GET /a HTTP/1.0\r\nx-sessioncookie: 1\r\n\r\n")
        .server("HTTP/1.0 200 OK\r\n\r\n")
        .end();
  }

  /// The request was lost; the next one is read.
  private static CaptureBuilder hole() {
    CaptureBuilder b = begin("hole").clientSkips(30);
    b.client("Transport: " + UDP + "client_port=5130-5131\r\n\r\n").serverAcks();
    b.server(ok(2, UDP + "client_port=5130-5131;server_port=6130-6131"));
    return ask(b, 3, "client_port=5132-5133", ";server_port=6132-6133").end();
  }

  private static CaptureBuilder midStream() {
    CaptureBuilder b = CaptureBuilder.between("crafted-mid-stream", "10.77.", 40_000, 554);
    b.clientSkips(100).serverSkips(100);
    b.server("$\u0000\u0000\u0004\r\n\r\n" + ok(2, UDP + "client_port=5140-5141;server_port=1-2"));
    return ask(b, 3, "client_port=5142-5143", ";server_port=6142-6143").end();
  }

  /// A server's request opens nothing.
  private static CaptureBuilder serverAsks() {
    CaptureBuilder b = begin("server-asks");
    b.server(setup(2, UDP + "client_port=5150-5151"));
    return b.client(ok(2, UDP + "client_port=5150-5151;server_port=6150-6151")).end();
  }
}
