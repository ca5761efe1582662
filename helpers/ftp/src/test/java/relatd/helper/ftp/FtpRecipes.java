// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ftp;

import java.util.List;
import relatd.helper.contract.CaptureBuilder;

/// Control connections that no program would hold, to be replayed beside the recorded ones.
final class FtpRecipes {
  private static final String IAC_IP_DM = "\u00ff\u00f4\u00ff\u00f2";

  private FtpRecipes() {}

  static List<CaptureBuilder> all() {
    return List.of(
        bounce(),
        odd227(),
        badEprt(),
        longForm(),
        epsvAll(),
        longLines(),
        telnet(),
        early(),
        evasion(),
        earlyEvasion(),
        hole(),
        ssh(),
        tls(),
        http(),
        httpWithLongTarget(),
        httpBehindGap(),
        midStream(),
        authTls(),
        wrap());
  }

  private static CaptureBuilder inet(String name) {
    return CaptureBuilder.between("crafted-" + name, "10.77.", 40_000, 21);
  }

  private static CaptureBuilder inet6(String name) {
    return CaptureBuilder.between("crafted-" + name, "fd77:", 40_000, 21);
  }

  private static CaptureBuilder greeted(CaptureBuilder builder) {
    return builder.handshake().server("220 ready\r\n").clientAcks();
  }

  /// A command and its answer.
  private static CaptureBuilder ask(CaptureBuilder builder, String command, String answer) {
    return builder.client(command + "\r\n").server(answer + "\r\n");
  }

  /// PORT and 227 that name a third host, the peer, nobody, and a port of the system (RFC 2577).
  private static CaptureBuilder bounce() {
    CaptureBuilder b = greeted(inet("bounce"));
    ask(b, "PORT 10,77,2,9,150,20", "200 ok");
    ask(b, "PORT 10,77,2,2,150,21", "200 ok");
    ask(b, "PORT 0,0,0,0,150,22", "200 ok");
    ask(b, "PORT 255,255,255,255,150,23", "200 ok");
    ask(b, "PORT 10,77,1,2,0,0", "200 ok");
    ask(b, "PORT 10,77,1,2,3,255", "200 ok");
    ask(b, "PASV", "227 Entering Passive Mode (10,77,2,9,150,24)");
    ask(b, "PASV", "227 Entering Passive Mode (10,77,1,2,150,25)");
    return ask(b, "PORT 10,77,1,2,4,0", "200 ok").end();
  }

  private static CaptureBuilder odd227() {
    CaptureBuilder b = greeted(inet("227"));
    ask(b, "PASV", "227 Entering Passive Mode 10,77,2,2,150,1");
    ask(b, "PASV", "227 Entering Passive Mode (10,77,2,2,150,2).");
    ask(b, "PASV", "227 Server2 ready 10,77,2,2,150,3");
    ask(b, "PASV", "227 =10,77,2,2,150,4");
    ask(b, "PASV", "227 (10,77,2,2,150,5,6)");
    ask(b, "PASV", "227 (300,77,2,2,150,6)");
    ask(b, "PASV", "227 (10,77,2,2,256,6)");
    ask(b, "PASV", "227 (10,77,2,2,-1,6)");
    ask(b, "PASV", "227 (010,077,002,002,150,007)");
    ask(b, "PASV", "227 (10,77,2,2,150)");
    ask(b, "PASV", "227-first\r\n227 (10,77,2,2,150,8)");
    ask(b, "PASV", "227-(10,77,2,2,150,9)\r\n227 last");
    ask(b, "PASV", "425 no\r\n227 (10,77,2,2,150,10)");
    return b.end();
  }

  private static CaptureBuilder badEprt() {
    CaptureBuilder b = greeted(inet6("eprt"));
    ask(b, "EPRT !2!fd77:1::2!50001!", "200 ok");
    ask(b, "EPRT ~2~FD77:0001:0:0:0:0:0:2~50002~", "200 ok");
    ask(b, "EPRT 121fd77:1::2150003150003", "501 no");
    ask(b, "EPRT |1|fd77:1::2|50004|", "522 no");
    ask(b, "EPRT |2|10.77.1.2|50005|", "522 no");
    ask(b, "EPRT |1|10.77.1.2|50006|", "522 no");
    ask(b, "EPRT |2|::ffff:10.77.1.2|50007|", "522 no");
    ask(b, "EPRT |2|fd77:1::3|50008|", "522 no");
    ask(b, "EPRT |2|fd77:1::2|65536|", "501 no");
    ask(b, "EPRT |2|fd77:1::2|50009", "501 no");
    ask(b, "EPRT |2|fd77:1::2|50010| ", "200 ok");
    ask(b, "EPSV", "229 Extended ok (|||50011|)");
    ask(b, "EPSV 2", "229 Extended ok (|2|fd77:2::2|50012|)");
    ask(b, "EPSV", "229 Extended ok (|2|fd77:2::3|50013|)");
    ask(b, "EPSV", "229 (a) (!!!50014!) (b)");
    return b.end();
  }

  private static CaptureBuilder longForm() {
    CaptureBuilder b = greeted(inet("lprt"));
    ask(b, "LPRT 4,4,10,77,1,2,2,150,30", "200 ok");
    ask(b, "LPRT 4,4,10,77,1,2,3,0,150,31", "501 no");
    ask(b, "LPRT 6,16,0,0,0,0,0,0,0,0,0,0,255,255,10,77,1,2,2,150,32", "521 no");
    ask(b, "LPRT 4,4,10,77,1,9,2,150,33", "501 no");
    ask(b, "LPSV", "228 Entering Long Passive Mode (4,4,10,77,2,2,2,150,34)");
    ask(b, "LPSV", "228 Entering Long Passive Mode 4,4,10,77,2,2,2,150,35");
    ask(b, "PASV", "228 Entering Long Passive Mode (4,4,10,77,2,2,2,150,36)");
    return b.end();
  }

  private static CaptureBuilder epsvAll() {
    CaptureBuilder b = greeted(inet("epsv-all"));
    ask(b, "EPSV ALL", "500 what");
    ask(b, "PORT 10,77,1,2,150,40", "200 ok");
    ask(b, "EPSV ALL", "200 ok");
    ask(b, "PORT 10,77,1,2,150,41", "200 ok");
    ask(b, "EPRT |1|10.77.1.2|38442|", "200 ok");
    ask(b, "PASV", "227 (10,77,2,2,150,43)");
    ask(b, "EPSV", "229 ok (|||38444|)");
    return b.end();
  }

  private static CaptureBuilder longLines() {
    CaptureBuilder b = greeted(inet("long-lines"));
    ask(b, "USER x", "331 more");
    ask(b, "SITE " + "x".repeat(5_000), "200 ok");
    ask(b, "PORT 10,77,1,2,150,50", "200 ok");
    b.client("SITE " + "x".repeat(4_990) + "\r\nPORT 10,77,1,2,150,51\r\n").server("200 ok\r\n");
    ask(b, "PORT 10,77,1,2,150,52" + " ".repeat(5_000), "200 ok");
    return ask(b, "PASV", "227 " + "y".repeat(3_000) + " (10,77,2,2,150,53)").end();
  }

  private static CaptureBuilder telnet() {
    CaptureBuilder b = greeted(inet("telnet"));
    b.client("PASV\r\n" + IAC_IP_DM + "ABOR\r\n").server("226 closed\r\n");
    b.server("227 (10,77,2,2,150,60)\r\n");
    ask(b, "\u00ff\u00fb\u0006PORT 10,77,1,2,150,61", "200 ok");
    return ask(b, "\u00ff\u00f4PO\u00ff\u00f4RT 10,77,1,2,150,62", "500 what").end();
  }

  /// PORT in three segments, the last one first.
  private static CaptureBuilder early() {
    CaptureBuilder b = greeted(inet("early"));
    b.clientAt(16, "50,70\r\n").clientAt(11, "1,2,1").clientAt(0, "PORT 10,77,");
    return b.clientSkips(23).serverAcks().server("200 ok\r\n").end();
  }

  /// PORT for the helper, another one for the server.
  private static CaptureBuilder evasion() {
    CaptureBuilder b = greeted(inet("evasion"));
    b.client("PORT 10,77,1,").clientAt(5, "10,77,2,");
    b.clientAt(13, "2,150,80\r\n").clientSkips(10);
    return b.server("200 ok\r\n").end();
  }

  /// The second content comes before the first could be read.
  private static CaptureBuilder earlyEvasion() {
    CaptureBuilder b = greeted(inet("early-evasion"));
    b.clientAt(13, "2,150,90\r\n").client("PORT 10,77,1,9,150,90\r\n");
    return b.server("200 ok\r\n").end();
  }

  /// A part that never comes, though it was acknowledged: what follows is read from the next line.
  private static CaptureBuilder hole() {
    CaptureBuilder b = greeted(inet("hole"));
    ask(b, "USER x", "331 more");
    b.clientSkips(9).client("1,2,150,100\r\nPORT 10,77,1,2,150,101\r\n").serverAcks();
    b.server("200 ok\r\n");
    ask(b, "PORT 10,77,1,2,150,102", "200 ok");
    b.serverSkips(7).clientAcks();
    return ask(b, "PASV", "227 (10,77,2,2,150,103)").end();
  }

  private static CaptureBuilder ssh() {
    CaptureBuilder b = inet("ssh").handshake();
    return b.server("SSH-2.0-x\r\n").client("PORT 10,77,1,2,150,110\r\n").end();
  }

  private static CaptureBuilder tls() {
    CaptureBuilder b = inet("tls").handshake();
    return b.client("\u0016\u0003\u0001\u0000\u0005abcde")
        .client("PORT 10,77,1,2,150,111\r\n")
        .end();
  }

  /// A page that makes a browser post to a server that plays FTP.
  private static CaptureBuilder http() {
    CaptureBuilder b = greeted(inet("http"));
    b.client("POST / HTTP/1.1\r\nHost: x\r\n\r\n").client("PORT 10,77,1,2,150,112\r\n");
    return b.end();
  }

  private static CaptureBuilder httpWithLongTarget() {
    CaptureBuilder b = greeted(inet("http-long"));
    b.client("POST /" + "x".repeat(4_500) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    return b.client("PORT 10,77,1,2,150,113\r\n").end();
  }

  /// The server acknowledges what the client has not sent yet, so that the request seems lost.
  private static CaptureBuilder httpBehindGap() {
    CaptureBuilder b = greeted(inet("http-gap"));
    b.clientSkips(28).serverAcks();
    b.clientAt(0, "POST / HTTP/1.1\r\nHost: x\r\n\r\n").client("PORT 10,77,1,2,150,114\r\n");
    return b.end();
  }

  /// The first packets are missing; the first line seen is half a line.
  private static CaptureBuilder midStream() {
    CaptureBuilder b = inet("mid-stream").clientSkips(100).serverSkips(200);
    b.server("27 (10,77,2,2,150,120)\r\n").client("2,150,121\r\n").server("200 ok\r\n");
    ask(b, "PORT 10,77,1,2,150,122", "200 ok");
    return ask(b, "PASV", "227 (10,77,2,2,150,123)").end();
  }

  private static CaptureBuilder authTls() {
    CaptureBuilder b = greeted(inet("auth-tls"));
    ask(b, "PASV", "227 (10,77,2,2,150,130)");
    ask(b, "AUTH TLS", "500 no");
    ask(b, "PASV", "227 (10,77,2,2,150,131)");
    ask(b, "AUTH TLS", "234 go");
    b.client("\u0016\u0003\u0001\u0000\u0003abc").server("\u0016\u0003\u0003\u0000\u0003abc");
    b.client("\u0015\u0003\u0003\u0000\u0002ab").server("\u0015\u0003\u0003\u0000\u0002ab");
    return ask(b, "PASV", "227 (10,77,2,2,150,132)").end();
  }

  /// Sequence numbers pass 2^32 within PORT and within 227.
  private static CaptureBuilder wrap() {
    CaptureBuilder b = greeted(inet("wrap").startingAt(-8, -20));
    ask(b, "PORT 10,77,1,2,150,140", "200 ok");
    return ask(b, "PASV", "227 (10,77,2,2,150,141)").end();
  }
}
