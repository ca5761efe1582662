// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tns;

import static relatd.helper.tns.Packets.accept;
import static relatd.helper.tns.Packets.address;
import static relatd.helper.tns.Packets.connect;
import static relatd.helper.tns.Packets.data;
import static relatd.helper.tns.Packets.packet;
import static relatd.helper.tns.Packets.redirect;
import static relatd.helper.tns.Packets.redirectWithout;
import static relatd.helper.tns.Packets.resend;
import static relatd.helper.tns.Packets.word;

import java.util.ArrayList;
import java.util.List;
import relatd.helper.contract.CaptureBuilder;

/// Logins at listeners, made from the layout: no capture of a live redirect was to be had.
final class TnsRecipes {
  private static final String OWN = "10.77.2.2";

  private TnsRecipes() {}

  static List<CaptureBuilder> all() {
    List<CaptureBuilder> all = new ArrayList<>();
    all.addAll(
        List.of(
            segments(),
            manyPackets(),
            severalAddresses(),
            resendFirst(),
            acceptThenRedirect(),
            notAsked(),
            tls(),
            http(),
            wrongAnswer(),
            inet6()));
    all.addAll(hosts());
    all.addAll(malformed());
    all.addAll(nat());
    return all;
  }

  private static CaptureBuilder start(String name) {
    return CaptureBuilder.between("crafted-" + name, "10.77.", 40_000, 1521).handshake();
  }

  private static CaptureBuilder asked(String name) {
    return start(name).client(connect());
  }

  /// One packet in many segments, and the CONNECT in two.
  private static CaptureBuilder segments() {
    String answer = redirect(address(OWN, 1525));
    CaptureBuilder b = start("segments");
    b.client(connect().substring(0, 5)).client(connect().substring(5));
    for (int at = 0; at < answer.length(); at += 7) {
      b.server(answer.substring(at, Math.min(at + 7, answer.length())));
    }
    return b.end();
  }

  /// The split form with and without a stated length, over several DATA packets; the host is cut.
  private static CaptureBuilder manyPackets() {
    String text = address(OWN, 1525);
    return asked("many-packets")
        .server(redirectWithout(0))
        .server(data(false, text.substring(0, 34)))
        .server(data(false, text.substring(34, 50)) + data(true, text.substring(50)))
        .end();
  }

  private static CaptureBuilder severalAddresses() {
    StringBuilder list = new StringBuilder("(DESCRIPTION = (ADDRESS_LIST =");
    list.append("(ADDRESS=(PROTOCOL=ipc)(KEY=x))").append(address(OWN, 1525));
    list.append("(ADDRESS=(HOST=10.77.2.2)(PORT=1526))").append(address("10.77.2.3", 1527));
    list.append("(address = (protocol = TCPS) (Host = \"10.77.2.2\" ) ( port = 1528 ))");
    list.append(address(OWN, 80)).append(address(OWN, 1529)).append(address(OWN, 1530));
    return asked("addresses").server(redirect(list + "))")).end();
  }

  private static CaptureBuilder resendFirst() {
    return asked("resend")
        .server(resend())
        .client(connect())
        .server(redirect(address(OWN, 1525)))
        .end();
  }

  private static CaptureBuilder acceptThenRedirect() {
    return asked("accepted").server(accept()).server(redirect(address(OWN, 1525))).end();
  }

  private static CaptureBuilder notAsked() {
    return start("not-asked").server(redirect(address(OWN, 1525))).client(connect()).end();
  }

  private static CaptureBuilder tls() {
    return start("tls").client("\u0016\u0003\u0001\u0001\u0001\u0001\u0000\u0000").end();
  }

  /// A page that makes a browser post to a server that plays listener.
  private static CaptureBuilder http() {
    return start("http")
        .client("POST / HTTP/1.1\r\nHost: x\r\n\r\n" + connect())
        .server(redirect(address(OWN, 1525)))
        .end();
  }

  private static CaptureBuilder wrongAnswer() {
    return asked("wrong-answer")
        .server(data(true, address(OWN, 1525)))
        .server(redirect(address(OWN, 1525)))
        .end();
  }

  private static CaptureBuilder inet6() {
    return CaptureBuilder.between("crafted-inet6", "fd77:", 40_000, 1521)
        .handshake()
        .client(connect())
        .server(redirect(address("[fd77:2::2]", 1525) + address("FD77:2:0::2", 1526)))
        .end();
  }

  /// What one redirect may not name; each is a login of its own.
  private static List<CaptureBuilder> hosts() {
    String[] named = {
      "10.77.2.3",
      "10.77.1.2",
      "0.0.0.0",
      "127.0.0.1",
      "255.255.255.255",
      "fd77:2::2",
      "db.example",
    };
    List<CaptureBuilder> all = new ArrayList<>();
    for (int i = 0; i < named.length; i++) {
      all.add(asked("host-" + i).server(redirect(address(named[i], 1525))).end());
    }
    return all;
  }

  private static List<CaptureBuilder> malformed() {
    String text = address(OWN, 1525);
    String[] answers = {
      redirect(text.substring(0, text.length() - 1)),
      redirect(text + ")"),
      redirect("(ADDRESS=(HOST=10.77.2.2)(HOST=10.77.2.2)(PORT=1525))"),
      redirect("(ADDRESS=(HOST=10.77.2.2)(PORT=+1525))"),
      redirect("(ADDRESS=(HOST=10.77.2.2)(PORT=65536))"),
      redirect("(ADDRESS=(HOST=10.77.2.2))"),
      redirect("(ADDRESS=(HOST=10.77.2.2(PORT=1525)))"),
      redirect("(".repeat(20)),
      packet(TnsPacket.REDIRECT, 0, word(200) + text),
      packet(TnsPacket.REDIRECT, 0, ""),
      redirectWithout(text.length()) + accept(),
      redirectWithout(5_000) + data(true, text),
      word(3) + "\0\0\5\0\0\0" + text,
    };
    List<CaptureBuilder> all = new ArrayList<>();
    for (int i = 0; i < answers.length; i++) {
      all.add(asked("malformed-" + i).server(answers[i]).end());
    }
    return all;
  }

  /// Sessions through a router that translates the listener's address; the outside is the client's.
  private static List<CaptureBuilder> nat() {
    List<CaptureBuilder> all = new ArrayList<>();
    for (String side : List.of("inside", "outside")) {
      boolean inside = side.equals("inside");
      String padded = inside ? " 10.77.2.2" : " 10.77.1.1";
      all.add(through("dnat-equal", side, "10.77.1.1", redirect(address(padded, 1525))));
      String room = inside ? "    10.77.2.2" : " 198.51.100.2";
      all.add(through("dnat-room", side, "198.51.100.2", redirect(address(room, 1525))));
      String host = inside ? OWN : "198.51.100.200";
      String more = "\0(DESCRIPTION=" + address(OWN, 1521) + ")";
      all.add(through("dnat-grow", side, host, redirect(address(host, 1525) + more)));
      String two = address(host, 1525) + address(host, 1526);
      all.add(through("dnat-split", side, host, redirectWithout(two.length()), data(true, two)));
      all.add(through("dnat-split0", side, host, redirectWithout(0), data(false, two)));
    }
    return all;
  }

  private static CaptureBuilder through(
      String name, String side, String listener, String... answers) {
    boolean inside = side.equals("inside");
    String to = inside ? OWN : listener;
    CaptureBuilder b =
        CaptureBuilder.tcp("crafted-" + name + "." + side, "10.77.1.2", 40_000, to, 1521);
    if (inside) {
      b.behindRouter();
    }
    b.handshake().client(connect());
    for (String answer : answers) {
      b.server(answer);
    }
    return b.clientAcks().end();
  }
}
