// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.posix.Posix;
import relatd.posix.SocketName;
import relatd.posix.Sockets;

/// The topology of the recordings: a client 10.1.0.2, a router that tracks and helps FTP, a server
/// 10.2.0.2 that echoes (UDP 5000, TCP 8000) and speaks as much FTP as announces a port.
final class Router implements AutoCloseable {
  private static final String LINKS =
      """
      set -e
      ip link add cA netns %1$s type veth peer name c0 netns %2$s
      ip link add sA netns %3$s type veth peer name s0 netns %2$s
      """;
  private static final String MIDDLE =
      """
      set -e
      ip addr add 10.1.0.1/24 dev c0; ip link set c0 up
      ip addr add 10.2.0.1/24 dev s0; ip link set s0 up
      sysctl -qw net.ipv4.ip_forward=1
      nft add table inet t
      nft add chain inet t f '{ type filter hook forward priority 0; }'
      nft add rule inet t f ct state invalid drop
      """;
  private static final String HELPED =
      """
      set -e
      nft add ct helper inet t ftp4 '{ type "ftp" protocol tcp; }'
      nft add chain inet t p '{ type filter hook prerouting priority 0; }'
      nft add rule inet t p tcp dport 21 ct helper set ftp4
      """;
  private static final String END =
      "set -e; ip addr add %s/24 dev %s; ip link set %s up; ip route add default via %s";
  private static final int ECHO_BYTES = 16;

  final InNamespace middle = InNamespace.open();
  private final InNamespace client = InNamespace.open();
  private final InNamespace server = InNamespace.open();
  private final EchoServers servers;
  final Talker talker = new Talker(client);

  private Router() {
    String links = LINKS.formatted(client.asOperand(), middle.asOperand(), server.asOperand());
    middle.require(links);
    middle.require(MIDDLE);
    client.require(END.formatted("10.1.0.2", "cA", "cA", "10.1.0.1"));
    server.require(END.formatted("10.2.0.2", "sA", "sA", "10.2.0.1"));
    servers = server.call(EchoServers::open);
  }

  /// Skips the test where it cannot be made.
  static Router open() {
    Router router = new Router();
    router.middle.require(HELPED);
    return router;
  }

  /// Nobody helps yet: a rule that names a helper has the kernel load its own where it can, and
  /// then the name is taken.
  static Router withoutHelper() {
    return new Router();
  }

  void shell(String command) {
    middle.call(() -> Programs.shell(command));
  }

  /// One echo request (identifier 777) of the client, as 36 bytes of IP.
  void ping() {
    int sent = client.call(Router::sendEcho);
    assertThat(sent).isEqualTo(ECHO_BYTES);
  }

  private static int sendEcho() {
    int raw = Sockets.socket(Sockets.AF_INET, Sockets.SOCK_RAW, 1);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment echo = arena.allocate(ECHO_BYTES);
      byte[] bytes = {8, 0, 0, 0, 3, 9, 0, 1, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'};
      int sum = 0;
      for (int i = 0; i < bytes.length; i += 2) {
        sum += (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff;
      }
      sum = ~((sum & 0xffff) + (sum >>> 16));
      bytes[2] = (byte) (sum >>> 8);
      bytes[3] = (byte) sum;
      MemorySegment.copy(bytes, 0, echo, ValueLayout.JAVA_BYTE, 0, bytes.length);
      Sockets.connect(raw, SocketName.inet(new Endpoint(Address.of("10.2.0.2"), 0), 0));
      return Sockets.send(raw, echo, 0, ECHO_BYTES, 0);
    } finally {
      Posix.close(raw);
    }
  }

  @Override
  public void close() {
    servers.close();
    List.of(middle, client, server).forEach(InNamespace::close);
  }
}
