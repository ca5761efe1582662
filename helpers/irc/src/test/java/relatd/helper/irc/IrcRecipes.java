// SPDX-License-Identifier: Apache-2.0
package relatd.helper.irc;

import java.util.List;
import relatd.helper.contract.CaptureBuilder;

/// Conversations that no client would hold. 172818690 is 10.77.1.2, 172818946 is 10.77.2.2.
final class IrcRecipes {
  private static final String WELCOME = ":irc.test 001 me :hello\r\n";

  private IrcRecipes() {}

  static List<CaptureBuilder> all() {
    return List.of(
        types(),
        refused(),
        notOffers(),
        others(),
        longLines(),
        tagged(),
        inet6(),
        starttls(),
        tls(),
        httpServer(),
        http(),
        hole(),
        midStream());
  }

  private static CaptureBuilder begin(String name, String network) {
    return CaptureBuilder.between("crafted-" + name, network, 40_000, 6_667)
        .handshake()
        .client("NICK me\r\nUSER me 0 * :Me\r\n")
        .server(WELCOME);
  }

  private static CaptureBuilder begin(String name) {
    return begin(name, "10.77.");
  }

  private static String dcc(String text) {
    return "PRIVMSG bob :\u0001DCC " + text + "\u0001\r\n";
  }

  private static CaptureBuilder types() {
    return begin("types")
        .client(dcc("SEND a.txt 172818690 50001 12") + dcc("chat chat 172818690 50002"))
        .client(dcc("MOVE a.txt 172818690 50003 12"))
        .client("privmsg bob :\u0001dcc TSEND \"a b.txt\" 10.77.1.2 50004 12\u0001\n")
        .client("PRIVMSG  bob  :\u0001DCC SCHAT chat  172818690  50005\n")
        .client(dcc("SEND a.txt 172818690 0 12 7"))
        .client(dcc("RESUME a.txt 50006 3"))
        .client(dcc("ACCEPT a.txt 50006 3"))
        .end();
  }

  /// A third host, the server, nobody, ports of the system, numbers that are none.
  private static CaptureBuilder refused() {
    CaptureBuilder b = begin("refused");
    b.client(dcc("SEND a.txt 172818691 50010 12"));
    b.client(dcc("SEND a.txt 172818946 50011 12"));
    b.client(dcc("SEND a.txt 0 50012 12"));
    b.client(dcc("SEND a.txt 4294967295 50013 12"));
    b.client(dcc("SEND a.txt 172818690 22 12"));
    b.client(dcc("SEND a.txt 172818690 65536 12"));
    b.client(dcc("SEND a.txt 172818690 500000 12"));
    b.client(dcc("SEND a.txt 172818690 -50014 12"));
    b.client(dcc("SEND a.txt 4467785986 50015 12")); // 2^32 more
    b.client(dcc("SEND a.txt 10.77.1.2.1 50016 12"));
    b.client(dcc("SEND a b.txt 172818690 50017 12"));
    b.client(dcc("SEND \"a b.txt 172818690 50018 12"));
    b.client(dcc("SEND a.txt 172818690"));
    b.client(dcc("SEND"));
    return b.client(dcc("SEND a.txt ::ffff:10.77.1.2 50019 12")).end();
  }

  /// An offer that is quoted, spoken of, or made otherwise.
  private static CaptureBuilder notOffers() {
    String offer = "\u0001DCC SEND a.txt 172818690 50020 12\u0001";
    return begin("not-offers")
        .client("PRIVMSG bob :see " + offer + "\r\n")
        .client("PRIVMSG bob :PRIVMSG bob :" + offer + "\r\n")
        .client("PRIVMSG bob " + offer + "\r\n")
        .client("NOTICE bob :" + offer + "\r\n")
        .client("PRIVMSG " + offer + "\r\n")
        .client("PRIVMSGS bob :" + offer + "\r\n")
        .client("QUIT :" + offer + "\r\n")
        .client("PRIVMSG bob :" + offer.substring(1) + "\r\n")
        .end();
  }

  /// What the server brings is somebody else's.
  private static CaptureBuilder others() {
    return begin("others")
        .server(":bob!b@x PRIVMSG me :\u0001DCC SEND a.txt 172818946 50030 12\u0001\r\n")
        .server("PRIVMSG me :\u0001DCC SEND a.txt 172818690 50031 12\u0001\r\n")
        .end();
  }

  private static CaptureBuilder longLines() {
    return begin("long-lines")
        .client("PRIVMSG bob :" + "x".repeat(9_000) + "\r\n" + dcc("CHAT chat 172818690 50040"))
        .client("PRIVMSG bob :" + "x".repeat(9_000))
        .client(dcc("CHAT chat 172818690 50041"))
        .client(dcc("CHAT chat 172818690 50042"))
        .end();
  }

  private static CaptureBuilder tagged() {
    return begin("tagged")
        .client("@a=b;c :me!m@x " + dcc("CHAT chat 172818690 50050"))
        .client("\r\n:me " + dcc("CHAT chat 172818690 50051"))
        .client("@a=b\r\n")
        .end();
  }

  private static CaptureBuilder inet6() {
    return begin("inet6", "fd77:")
        .client(dcc("CHAT chat fd77:1::2 50060"))
        .client(dcc("CHAT chat fd77:1::3 50061"))
        .client(dcc("CHAT chat 172818690 50062"))
        .end();
  }

  private static CaptureBuilder starttls() {
    return begin("starttls")
        .client(dcc("CHAT chat 172818690 50070"))
        .client("STARTTLS\r\n")
        .server(":irc.test 670 me :STARTTLS successful\r\n")
        .client(dcc("CHAT chat 172818690 50071"))
        .end();
  }

  private static CaptureBuilder tls() {
    return CaptureBuilder.between("crafted-tls", "10.77.", 40_000, 6_667)
        .handshake()
        .client("\u0016\u0003\u0001\u0000\u0005abcde")
        .client("\r\n" + dcc("CHAT chat 172818690 50080"))
        .end();
  }

  private static CaptureBuilder httpServer() {
    return CaptureBuilder.between("crafted-http-server", "10.77.", 40_000, 6_667)
        .handshake()
        .server("HTTP/1.1 400 Bad Request\r\n\r\n")
        .client("NICK me\r\n" + dcc("CHAT chat 172818690 50081"))
        .end();
  }

  /// A method that is a command, too.
  private static CaptureBuilder http() {
    return CaptureBuilder.between("crafted-http", "10.77.", 40_000, 6_667)
        .handshake()
        .client("LIST / HTTP/1.1\r\nHost: x\r\n\r\n")
        .client(dcc("CHAT chat 172818690 50082"))
        .end();
  }

  /// The beginning of a line is missing; what is left looks like one.
  private static CaptureBuilder hole() {
    return begin("hole")
        .clientSkips(20)
        .client("hidden \u0001DCC\r\n" + dcc("CHAT chat 172818690 50090"))
        .serverAcks()
        .client(dcc("CHAT chat 172818690 50091"))
        .end();
  }

  private static CaptureBuilder midStream() {
    return CaptureBuilder.between("crafted-mid-stream", "10.77.", 40_000, 6_667)
        .clientSkips(100)
        .serverSkips(100)
        .client("t 172818690 50100\u0001\r\n")
        .server(WELCOME)
        .client(dcc("CHAT chat 172818690 50101"))
        .end();
  }
}
