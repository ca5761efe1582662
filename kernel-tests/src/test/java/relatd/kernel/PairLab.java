// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import relatd.conntrack.Family;

/// Two firewalls beside each other, between a client and a server, as a cluster of two is wired.
///
/// ```
///             lan                                                   wan
///  client ─────┬── inner .11  fw-1  outer .11 ──────────────────────┬───── server
///  10.77.1.2   │              sync0 10.77.9.1   sync1 10.77.8.1     │      10.77.2.2
///  fd77:1::2   │                │                 │                 │      fd77:2::2
///              │              sync0 10.77.9.2   sync1 10.77.8.2     │
///              └── inner .12  fw-2  outer .12 ──────────────────────┘
///
///  floating: 10.77.1.1, fd77:1::1 and 10.77.2.1, fd77:2::1, gateways of client and server, are on
///  the primary's devices
/// ```
///
/// Both segments are bridges inside the client's and the server's namespace. All connections are
/// tracked on both firewalls, with events; nothing is refused.
final class PairLab implements AutoCloseable {
  private static final String[] SEGMENTS = {"inner", "outer"};

  private final Ground ground = new Ground();
  private final Namespace client;
  private final Namespace server;
  private final List<Namespace> firewalls;

  private PairLab() {
    try {
      client = ground.namespace("client");
      server = ground.namespace("server");
      firewalls = List.of(ground.namespace("fw-1"), ground.namespace("fw-2"));
      bridge(client, "lan", 1);
      bridge(server, "wan", 2);
      for (int node = 1; node <= 2; node++) {
        wire(node, "inner", client, "lan", 1);
        wire(node, "outer", server, "wan", 2);
        forward(firewall(node));
      }
      link("sync0", 9);
      link("sync1", 8);
      promote(1);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  static PairLab open() {
    return new PairLab();
  }

  Ground ground() {
    return ground;
  }

  Namespace client() {
    return client;
  }

  Namespace server() {
    return server;
  }

  /// @param node 1 or 2
  Namespace firewall(int node) {
    return firewalls.get(node - 1);
  }

  static String serverAddress(Family family) {
    return Lab.serverAddress(family);
  }

  /// A node's address on a dedicated link: 0 or 1.
  static String syncAddress(Family family, int node, int link) {
    return family == Family.INET
        ? "10.77.%d.%d".formatted(9 - link, node)
        : "fd77:%d::%d".formatted(9 - link, node);
  }

  /// Moves the floating addresses to a node; client and server learn where they are.
  void promote(int node) {
    for (int net = 1; net <= 2; net++) {
      String device = SEGMENTS[net - 1];
      for (Namespace firewall : firewalls) {
        firewall.run("ip", "address", "del", "10.77.%d.1/24".formatted(net), "dev", device);
        firewall.run("ip", "address", "del", "fd77:%d::1/64".formatted(net), "dev", device);
      }
      firewall(node).ip("address add 10.77.%d.1/24 dev %s".formatted(net, device));
      firewall(node).ip("address add fd77:%d::1/64 dev %s nodad".formatted(net, device));
    }
    client.ip("neigh flush dev lan");
    server.ip("neigh flush dev wan");
  }

  /// Has both nodes lose a share of what comes by the first dedicated link.
  ///
  /// @param share 0 to 1
  void lose(double share) {
    for (Namespace firewall : firewalls) {
      firewall
          .run(
              "iptables -A INPUT -i sync0 -m statistic --mode random -j DROP --probability %s"
                  .formatted(share)
                  .split(" "))
          .orFail();
    }
  }

  /// Pulls a cable out of a node, or plugs it in again. Its other end sees the carrier go.
  void cable(int node, String device, boolean in) {
    firewall(node).ip("link set dev %s %s".formatted(device, in ? "up" : "down"));
    if (in) {
      addAddress6(node, device);
    }
  }

  /// A node's power fails: nothing leaves it any more.
  void isolate(int node) {
    for (String device : List.of("inner", "outer", "sync0", "sync1")) {
      cable(node, device, false);
    }
  }

  private static void bridge(Namespace end, String name, int net) {
    end.ip("link add %s type bridge".formatted(name));
    end.ip("link set dev %s up".formatted(name));
    end.ip("address add 10.77.%d.2/24 dev %s".formatted(net, name));
    end.ip("address add fd77:%d::2/64 dev %s nodad".formatted(net, name));
    end.ip("route add default via 10.77.%d.1".formatted(net));
    end.ip("-6 route add default via fd77:%d::1".formatted(net));
  }

  private void wire(int node, String device, Namespace end, String bridge, int net) {
    Namespace firewall = firewall(node);
    String port = "fw" + node;
    firewall.ip("link add %s type veth peer name %s netns %s".formatted(device, port, end.name()));
    end.ip("link set dev %s master %s up".formatted(port, bridge));
    firewall.ip("address add 10.77.%d.1%d/24 dev %s".formatted(net, node, device));
    firewall.ip("address add fd77:%d::1%d/64 dev %s nodad".formatted(net, node, device));
    firewall.ip("link set dev %s up".formatted(device));
  }

  /// A dedicated link between the firewalls.
  private void link(String device, int net) {
    firewall(1)
        .ip(
            "link add %1$s type veth peer name %1$s netns %2$s"
                .formatted(device, firewall(2).name()));
    for (int node = 1; node <= 2; node++) {
      firewall(node).ip("address add 10.77.%d.%d/24 dev %s".formatted(net, node, device));
      firewall(node).ip("link set dev %s up".formatted(device));
      addAddress6(node, device);
    }
  }

  /// Addresses of IPv6 go with the link, those of IPv4 stay.
  private void addAddress6(int node, String device) {
    int link = device.endsWith("1") ? 1 : 0;
    firewall(node)
        .ip(
            "address replace %s/64 dev %s nodad"
                .formatted(syncAddress(Family.INET6, node, link), device));
  }

  /// A rule that asks for the state makes the kernel track; events also of entries that are older
  /// than a listener.
  private static void forward(Namespace firewall) {
    firewall
        .run(
            "sysctl",
            "-qw",
            "net.ipv4.ip_forward=1",
            "net.ipv6.conf.all.forwarding=1",
            "net.netfilter.nf_conntrack_events=1")
        .orFail();
    for (String iptables : List.of("iptables", "ip6tables")) {
      firewall
          .run(iptables, "-A", "FORWARD", "-m", "conntrack", "--ctstate", "INVALID", "-j", "DROP")
          .orFail();
    }
  }

  @Override
  public void close() {
    ground.close();
  }
}
