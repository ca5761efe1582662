// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

import static relatd.helper.rpc.Messages.STATUS;
import static relatd.helper.rpc.Messages.address;
import static relatd.helper.rpc.Messages.call;
import static relatd.helper.rpc.Messages.entry;
import static relatd.helper.rpc.Messages.fragment;
import static relatd.helper.rpc.Messages.getAddress;
import static relatd.helper.rpc.Messages.getAddressList;
import static relatd.helper.rpc.Messages.getPort;
import static relatd.helper.rpc.Messages.list;
import static relatd.helper.rpc.Messages.port;
import static relatd.helper.rpc.Messages.record;
import static relatd.helper.rpc.Messages.reply;
import static relatd.helper.rpc.Messages.words;

import java.util.ArrayList;
import java.util.List;
import relatd.conntrack.Protocol;
import relatd.helper.contract.CaptureBuilder;

/// Conversations with port mappers that few programs would hold.
final class RpcRecipes {
  private static final int TCP = Protocol.TCP;
  private static final int UDP = Protocol.UDP;

  private RpcRecipes() {}

  static List<CaptureBuilder> all() {
    List<CaptureBuilder> all = new ArrayList<>();
    all.addAll(
        List.of(
            fragments(),
            longRecord(),
            manyFragments(),
            anyOrder(),
            notAsked(),
            hosts(),
            hosts6(),
            addressList(),
            ports(),
            failures(),
            malformed(),
            late()));
    all.addAll(List.of(http(), tls(), replyFirst(), wrongVersion(), midStream(), hole()));
    all.addAll(RpcNatRecipes.all());
    return all;
  }

  private static CaptureBuilder stream(String name) {
    return CaptureBuilder.between("crafted-" + name, "10.77.", 40_000, 111).handshake();
  }

  private static CaptureBuilder datagrams(String name) {
    return CaptureBuilder.udp("crafted-" + name, "10.77.1.2", 40_000, "10.77.2.2", 111);
  }

  /// Both messages in pieces, an empty one among them; the port is cut in the middle.
  private static CaptureBuilder fragments() {
    String call = getPort(1, STATUS, TCP);
    String answer = port(1, 51_589);
    return stream("fragments")
        .client(fragment(call.substring(0, 20)) + fragment("") + fragment(call.substring(20, 41)))
        .client(record(call.substring(41)))
        .server(fragment(answer.substring(0, 12)))
        .server(fragment(answer.substring(12, 26)) + record(answer.substring(26)))
        .end();
  }

  /// Records that are too long to be read, asked for or not, are passed over.
  private static CaptureBuilder longRecord() {
    String dump = record(reply(9, words(1).repeat(4_200)));
    String call = record(call(2, 4, 11, words(STATUS, 1).repeat(2_100)));
    return stream("long-record")
        .client(record(getPort(1, STATUS, TCP)))
        .server(dump.substring(0, 6_000))
        .server(dump.substring(6_000, 12_000))
        .server(dump.substring(12_000) + record(port(1, 51_589)))
        .client(call.substring(0, 9_000))
        .client(call.substring(9_000))
        .client(record(getPort(3, STATUS, UDP)))
        .server(record(port(3, 51_590)))
        .end();
  }

  private static CaptureBuilder manyFragments() {
    String call = getPort(2, STATUS, TCP);
    StringBuilder pieces = new StringBuilder();
    for (int i = 0; i < call.length(); i++) {
      pieces.append(fragment("")).append(fragment(call.substring(i, i + 1)));
    }
    return stream("many-fragments")
        .client(record(getPort(1, STATUS, TCP)))
        .client(pieces + record(""))
        .client(record(getPort(3, STATUS, UDP)))
        .server(record(port(2, 51_588)) + record(port(1, 51_589)) + record(port(3, 51_590)))
        .end();
  }

  /// Three calls, answered the other way round; the last transaction id is used again.
  private static CaptureBuilder anyOrder() {
    return datagrams("order")
        .client(getPort(1, STATUS, TCP))
        .client(getPort(2, 100_003, UDP))
        .client(getAddress(3, 3, 100_005, "udp"))
        .server(address(3, "10.77.2.2.3.255"))
        .server(port(2, 2_049))
        .server(port(1, 51_589))
        .client(getPort(1, 100_021, UDP))
        .server(port(1, 51_590));
  }

  /// Replies to nobody, to a call of another kind, from the wrong side, and twice.
  private static CaptureBuilder notAsked() {
    return datagrams("not-asked")
        .server(port(0, 5_000))
        .client(call(1, 2, 0, ""))
        .server(port(1, 5_001))
        .client(port(2, 5_002))
        .server(getPort(3, STATUS, TCP))
        .client(port(3, 5_003))
        .client(getPort(4, STATUS, TCP))
        .server(port(4, 5_004))
        .server(port(4, 5_004))
        .server(port(4, 5_005))
        .wait(6)
        .server(port(4, 5_006));
  }

  private static CaptureBuilder hosts() {
    CaptureBuilder b = datagrams("hosts");
    String[] named = {
      "10.77.2.2.20.1",
      "0.0.0.0.20.2",
      "10.77.2.3.20.3",
      "10.77.1.2.20.4",
      "127.0.0.1.20.5",
      "224.0.0.1.20.6",
      "::.20.7",
      "::ffff:10.77.2.2.20.8",
      "10.77.2.2%eth0.20.9",
    };
    for (int i = 0; i < named.length; i++) {
      b.client(getAddress(i, 4, STATUS, "udp")).server(address(i, named[i]));
    }
    return b;
  }

  private static CaptureBuilder hosts6() {
    CaptureBuilder b = CaptureBuilder.udp("crafted-hosts6", "fd77:1::2", 40_000, "fd77:2::2", 111);
    String[] named = {
      "fd77:2::2.20.1",
      "::.20.2",
      "FD77:0002:0:0::2.20.3",
      "fd77:2::3.20.4",
      "fd77:2::2%eth0.20.5",
      "0.0.0.0.20.6",
      "10.77.2.2.20.7",
      "::1.20.8",
      "ff02::1.20.9",
    };
    for (int i = 0; i < named.length; i++) {
      b.client(getAddress(i, 4, STATUS, "tcp6")).server(address(i, named[i]));
    }
    return b;
  }

  /// The same port twice, both families, what has no port, another host.
  private static CaptureBuilder addressList() {
    return datagrams("list")
        .client(getAddressList(1, STATUS))
        .server(
            list(
                1,
                entry("0.0.0.0.20.1", "udp"),
                entry("10.77.2.2.20.1", "udp"),
                entry("0.0.0.0.20.1", "tcp"),
                entry("::.20.2", "udp6"),
                entry("/run/rpcbind.sock", "local"),
                entry("10.77.2.9.20.3", "tcp")))
        .client(getAddressList(2, 100_003))
        .server(list(2));
  }

  /// Ports that no program has, and those that are another service's.
  private static CaptureBuilder ports() {
    CaptureBuilder b = datagrams("ports");
    int[] ports = {0, 22, 25, 111, 445, 512, 514, 515, 1_023, 65_535, 65_536, -1};
    for (int i = 0; i < ports.length; i++) {
      b.client(getPort(i, 100_005, TCP)).server(port(i, ports[i]));
    }
    return b;
  }

  /// Calls that were refused or failed, and one for a transport without ports.
  private static CaptureBuilder failures() {
    return datagrams("failures")
        .client(getPort(1, STATUS, TCP))
        .server(words(1, 1, 1, 0, 2, 2, 5_000))
        .client(getPort(2, STATUS, TCP))
        .server(words(2, 1, 0, 0, 0, 1, 5_001))
        .client(getPort(3, STATUS, 132))
        .server(port(3, 5_002))
        .client(getAddress(4, 4, STATUS, "local"))
        .server(address(4, "10.77.2.2.20.3"));
  }

  private static CaptureBuilder malformed() {
    CaptureBuilder b = datagrams("malformed");
    String[] named = {
      "10.77.2.2",
      "10.77.2.2.20",
      "10.77.2.2.256.1",
      "10.77.2.2.-1.1",
      "10.77.2.2.1.",
      ".20.1",
      "host.20.1",
      "10.77.2.2.0001.1",
      "x".repeat(97),
    };
    for (int i = 0; i < named.length; i++) {
      b.client(getAddress(i, 4, STATUS, "tcp")).server(address(i, named[i]));
    }
    b.client(getAddress(20, 4, STATUS, "tcp")).server(reply(20, words(0x7fff_ffff, 0)));
    b.client(getAddress(21, 4, STATUS, "tcp")).server(reply(21, words(-4, 0)));
    return b.client(getPort(22, STATUS, TCP)).server(reply(22, "ab"));
  }

  private static CaptureBuilder late() {
    return datagrams("late").client(getPort(1, STATUS, TCP)).wait(61).server(port(1, 5_000));
  }

  /// A page that makes a browser post to port 111.
  private static CaptureBuilder http() {
    return stream("http")
        .client("POST / HTTP/1.1\r\nHost: x\r\n\r\n")
        .client(record(getPort(1, STATUS, TCP)))
        .server(record(port(1, 5_000)))
        .end();
  }

  private static CaptureBuilder tls() {
    return stream("tls")
        .client("\u0016\u0003\u0001\u0000\u0005abcde")
        .client(record(getPort(1, STATUS, TCP)))
        .server(record(port(1, 5_000)))
        .end();
  }

  private static CaptureBuilder replyFirst() {
    return stream("reply-first")
        .client(record(port(1, 5_000)))
        .client(record(getPort(1, STATUS, TCP)))
        .server(record(port(1, 5_000)))
        .end();
  }

  private static CaptureBuilder wrongVersion() {
    return stream("version")
        .client(record(words(1, 0, 3) + getPort(1, STATUS, TCP).substring(12)))
        .server(record(port(1, 5_000)))
        .end();
  }

  /// The first packets are missing; both sides go on with a record of their own.
  private static CaptureBuilder midStream() {
    return CaptureBuilder.between("crafted-mid-stream", "10.77.", 40_000, 111)
        .clientSkips(100)
        .serverSkips(200)
        .server(record(port(1, 5_000)))
        .client(record(getPort(2, STATUS, TCP)))
        .server(record(port(2, 5_001)))
        .end();
  }

  /// A call that was lost for us, though not for the server.
  private static CaptureBuilder hole() {
    return stream("hole")
        .client(record(getPort(1, STATUS, TCP)))
        .server(record(port(1, 5_000)))
        .clientSkips(60)
        .client(record(getPort(3, STATUS, UDP)))
        .serverAcks()
        .server(record(port(2, 5_001)) + record(port(3, 5_002)))
        .end();
  }
}
