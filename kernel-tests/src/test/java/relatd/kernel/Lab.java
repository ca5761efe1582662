// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.nio.file.Path;
import relatd.conntrack.Family;

/// Three namespaces in a row, as a firewall sees the world.
///
/// ```
///  client                       router                        server
///  10.77.1.2 ------- 10.77.1.1 (inner)  10.77.2.1 (outer) ------- 10.77.2.2
///  fd77:1::2 ------- fd77:1::1          fd77:2::1         ------- fd77:2::2
/// ```
///
/// The router forwards both families. Closing it ends its processes and removes its namespaces,
/// also when its construction failed half-way.
final class Lab implements AutoCloseable {
  private final Ground ground = new Ground();
  private final Namespace client;
  private final Namespace router;
  private final Namespace server;

  private Lab() {
    try {
      client = ground.namespace("client");
      router = ground.namespace("router");
      server = ground.namespace("server");
      wire(client, "inner", 1);
      wire(server, "outer", 2);
      router
          .run("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1")
          .orFail();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  static Lab open() {
    return new Lab();
  }

  Namespace client() {
    return client;
  }

  Namespace router() {
    return router;
  }

  Namespace server() {
    return server;
  }

  /// A scratch directory that goes with the laboratory; others may read it.
  Path directory() {
    return ground.directory();
  }

  /// What the programs of this laboratory have logged so far, for a failure's report.
  String logs() {
    return ground.logs();
  }

  /// Hands something over to be closed with the laboratory, before its namespaces.
  <T extends AutoCloseable> T owns(T closeable) {
    return ground.owns(closeable);
  }

  static String serverAddress(Family family) {
    return family == Family.INET ? "10.77.2.2" : "fd77:2::2";
  }

  /// The router's address on the client's side: what a client dials when the server is hidden.
  static String innerAddress(Family family) {
    return family == Family.INET ? "10.77.1.1" : "fd77:1::1";
  }

  /// The router's address on the server's side: what a server sees of hidden clients.
  static String outerAddress(Family family) {
    return family == Family.INET ? "10.77.2.1" : "fd77:2::1";
  }

  private void wire(Namespace end, String routerLink, int net) {
    router.ip("link add %s type veth peer name wire netns %s".formatted(routerLink, end.name()));
    connect(router, routerLink, net, 1);
    connect(end, "wire", net, 2);
    end.ip("route add default via 10.77.%d.1".formatted(net));
    end.ip("-6 route add default via fd77:%d::1".formatted(net));
  }

  private static void connect(Namespace namespace, String link, int net, int host) {
    namespace.ip("address add 10.77.%d.%d/24 dev %s".formatted(net, host, link));
    namespace.ip("address add fd77:%d::%d/64 dev %s nodad".formatted(net, host, link));
    // One segment per packet: otherwise a veth carries several as one, and nothing ever splits.
    namespace.ip("link set dev %s gso_max_segs 1 up".formatted(link));
  }

  @Override
  public void close() {
    ground.close();
  }
}
