// SPDX-License-Identifier: Apache-2.0
package relatd.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import relatd.cli.Outcome;
import relatd.conntrack.cli.InNamespace;

/// A translating router is replaced while connections go through it.
@Tag("kernel")
class MovedRouterKernelTest {
  private static final String OLD_ROUTER =
      """
      set -e
      sysctl -qw net.ipv4.ip_forward=1 net.netfilter.nf_conntrack_tcp_loose=0
      ip addr add 10.1.0.1/24 dev c1; ip link set c1 up
      ip addr add 10.2.0.1/24 dev s1; ip link set s1 up
      nft -f - <<'N'
      table ip t {
       chain f { type filter hook forward priority 0; ct state invalid drop; }
       chain n { type nat hook postrouting priority 100; oif "s1" snat to 192.0.2.1; }
      }
      N
      """;
  private static final String NEW_ROUTER =
      """
      set -e
      sysctl -qw net.ipv4.ip_forward=1 net.netfilter.nf_conntrack_tcp_loose=0
      ip addr add 10.3.0.1/24 dev c2; ip link set c2 up
      ip addr add 10.4.0.1/24 dev s2; ip link set s2 up
      ip route add 10.9.0.0/24 dev c2; ip route add 10.2.0.2 dev s2
      nft -f - <<'N'
      table ip t {
       chain z { type filter hook prerouting priority -300; ct zone set 5; }
       chain f { type filter hook forward priority 0; policy drop; ct state established accept; }
       chain n { type nat hook postrouting priority 100; }
       chain m { type nat hook prerouting priority -100; }
      }
      N
      """;

  /// The client is 10.9.0.2 to the new router: a rewriting that keeps no state stands before it.
  private static final String CLIENT =
      """
      set -e
      ip addr add 10.1.0.2/24 dev x1; ip link set x1 up
      ip addr add 10.3.0.2/24 dev x2; ip link set x2 up
      ip addr add 10.9.0.2/32 dev lo
      ip route add 10.2.0.2 via 10.1.0.1
      sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.x2.rp_filter=0
      nft -f - <<'N'
      table ip t {
       chain o { type filter hook postrouting priority 300; oif "x2" ip saddr 10.1.0.2 ip saddr set 10.9.0.2; }
       chain i { type filter hook prerouting priority -300; iif "x2" ip daddr 10.9.0.2 ip daddr set 10.1.0.2; }
      }
      N
      """;

  private static final String SERVER =
      """
      set -e
      ip addr add 10.2.0.2/24 dev y1; ip link set y1 up
      ip addr add 10.4.0.2/24 dev y2; ip link set y2 up
      ip route add 192.0.2.1 via 10.2.0.1
      sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.y2.rp_filter=0
      """;

  @TempDir Path folder;

  /// The new router lets no connection in that it does not know, and shows the server the address
  /// that the old one has shown.
  @Test
  void aTransferContinuesThroughTheNewRouter() throws Exception {
    try (InNamespace client = InNamespace.open();
        InNamespace old = InNamespace.open();
        InNamespace young = InNamespace.open();
        InNamespace server = InNamespace.open()) {
      link(client, "x1", old, "c1");
      link(client, "x2", young, "c2");
      link(server, "y1", old, "s1");
      link(server, "y2", young, "s2");
      client.require(CLIENT);
      server.require(SERVER);
      old.require(OLD_ROUTER);
      young.require(NEW_ROUTER);
      try (ServerSocket listener = server.call(MovedRouterKernelTest::listen);
          Socket here = client.call(MovedRouterKernelTest::connect);
          Socket there = listener.accept()) {
        assertThat(there.getInetAddress().getHostAddress()).isEqualTo("192.0.2.1");
        echo(here, there, "before");

        client.require("ip route replace 10.2.0.2 via 10.3.0.1");
        server.require("ip route replace 192.0.2.1 via 10.4.0.1");
        here.getOutputStream().write('x');
        there.setSoTimeout(500);
        assertThatThrownBy(() -> there.getInputStream().read())
            .as("the new router knows no such connection yet")
            .isInstanceOf(SocketTimeoutException.class);

        Outcome export = old.call(() -> Outcome.ofRelatd("export", "--select", "-p", "tcp"));
        Path file = Files.writeString(folder.resolve("entries.json"), export.out());
        Outcome arrived =
            young.call(() ->
                Outcome.ofRelatd(
                    "import", "--map", "10.1.0.2=10.9.0.2", "--zone", "0=5", file.toString()));
        assertThat(arrived.err())
            .isEqualTo("relatd import: 1 conntracks, 0 expectations, 0 failed\n");
        old.require("ip link set c1 down");
        there.setSoTimeout(20_000);
        assertThat(there.getInputStream().read()).isEqualTo('x');
        echo(here, there, "after");
        echo(there, here, "and back");
      }
    }
  }

  private static void echo(Socket from, Socket to, String text) throws IOException {
    from.getOutputStream().write(text.getBytes());
    to.setSoTimeout(20_000);
    assertThat(new String(to.getInputStream().readNBytes(text.length()))).isEqualTo(text);
  }

  private static ServerSocket listen() {
    try {
      return new ServerSocket(8000);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Socket connect() {
    try {
      Socket socket = new Socket();
      socket.bind(new InetSocketAddress("10.1.0.2", 41_000));
      socket.connect(new InetSocketAddress("10.2.0.2", 8000), 10_000);
      return socket;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void link(InNamespace one, String device, InNamespace two, String other) {
    one.require(
        "ip link add %s netns %s type veth peer name %s netns %s"
            .formatted(device, one.asOperand(), other, two.asOperand()));
  }
}
