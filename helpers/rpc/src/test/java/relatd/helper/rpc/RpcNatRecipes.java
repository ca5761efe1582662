// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

import static relatd.helper.rpc.Messages.STATUS;
import static relatd.helper.rpc.Messages.address;
import static relatd.helper.rpc.Messages.entry;
import static relatd.helper.rpc.Messages.fragment;
import static relatd.helper.rpc.Messages.getAddress;
import static relatd.helper.rpc.Messages.getAddressList;
import static relatd.helper.rpc.Messages.getPort;
import static relatd.helper.rpc.Messages.list;
import static relatd.helper.rpc.Messages.port;
import static relatd.helper.rpc.Messages.record;

import java.util.List;
import relatd.conntrack.Protocol;
import relatd.helper.contract.CaptureBuilder;

/// Sessions through a router that translates the server's address, each as both sides see it: the
/// outside is the client's, where the server is called by its public address.
final class RpcNatRecipes {
  private RpcNatRecipes() {}

  static List<CaptureBuilder> all() {
    return List.of(
        datagrams("dnat-udp", "inside", "10.77.2.2"),
        datagrams("dnat-udp", "outside", "198.51.100.200"),
        stream(start("dnat-equal", "inside", "10.77.2.2"), "10.77.2.2"),
        stream(start("dnat-equal", "outside", "10.77.1.1"), "10.77.1.1"),
        stream(start("dnat-grow", "inside", "10.77.2.2"), "10.77.2.2"),
        stream(start("dnat-grow", "outside", "198.51.100.200"), "198.51.100.200"),
        split(start("dnat-split", "inside", "10.77.2.2"), "10.77.2.2"),
        split(start("dnat-split", "outside", "198.51.100.200"), "198.51.100.200"),
        stream6(start6("inside", "fd77:2::2"), "fd77:2::2"),
        stream6(start6("outside", "2001:db8::5:2"), "2001:db8::5:2"));
  }

  private static CaptureBuilder start(String name, String side, String server) {
    return seenFrom(
            side,
            CaptureBuilder.tcp("crafted-" + name + "." + side, "10.77.1.2", 40_000, server, 111))
        .handshake();
  }

  private static CaptureBuilder start6(String side, String server) {
    return seenFrom(
            side, CaptureBuilder.tcp("crafted-dnat6." + side, "fd77:1::2", 40_000, server, 111))
        .handshake();
  }

  private static CaptureBuilder seenFrom(String side, CaptureBuilder builder) {
    return side.equals("inside") ? builder.behindRouter() : builder;
  }

  /// Datagrams may grow as they like.
  private static CaptureBuilder datagrams(String name, String side, String server) {
    CaptureBuilder b =
        CaptureBuilder.udp("crafted-" + name + "." + side, "10.77.1.2", 40_000, server, 111);
    seenFrom(side, b)
        .client(getPort(1, STATUS, Protocol.UDP))
        .server(port(1, 5_000))
        .client(getAddress(2, 4, STATUS, "tcp"))
        .server(address(2, server + ".20.1"))
        .client(getAddressList(3, STATUS));
    return b.server(
        list(
            3,
            entry(server + ".20.2", "udp"),
            entry("0.0.0.0.20.3", "tcp"),
            entry("::.20.4", "tcp6"),
            entry(server + ".20.5", "tcp")));
  }

  /// Two addresses of one list change their length, so the record does.
  private static CaptureBuilder stream(CaptureBuilder builder, String server) {
    return builder
        .client(record(getAddressList(1, STATUS)))
        .server(record(list(1, entry(server + ".20.1", "udp"), entry(server + ".20.2", "tcp"))))
        .client(record(getPort(2, STATUS, Protocol.TCP)))
        .server(record(port(2, 5_123)))
        .end();
  }

  /// The reply comes in two fragments and three segments.
  private static CaptureBuilder split(CaptureBuilder builder, String server) {
    String answer = address(1, server + ".20.1");
    String first = fragment(answer.substring(0, 24));
    String second = record(answer.substring(24));
    return builder
        .client(record(getAddress(1, 3, STATUS, "tcp")))
        .server(first)
        .server(second.substring(0, 10))
        .server(second.substring(10))
        .client(record(getPort(2, STATUS, Protocol.UDP)))
        .server(record(port(2, 5_123)))
        .end();
  }

  /// IPv6 streams must keep their length: the public address is spelled with leading zeros.
  private static CaptureBuilder stream6(CaptureBuilder builder, String server) {
    String written = server.equals("fd77:2::2") ? "fd77:2:0:0:0:0:0:2" : "2001:0db8::0:0:5:2";
    return builder
        .client(record(getAddress(1, 4, STATUS, "tcp6")))
        .server(record(address(1, written + ".20.1")))
        .end();
  }
}
