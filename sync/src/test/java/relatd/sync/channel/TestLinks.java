// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import relatd.conf.Link;
import relatd.netlink.LinkMonitor;
import relatd.posix.EventLoop;

/// Opens links as a configuration would have them, in the namespaces of a [NodePair], with a clock
/// of the test's and a log.
final class TestLinks {
  static final Link.SocketTuning BUFFERS = new Link.SocketTuning(1 << 20, 4 << 20, true);
  static final Link.SocketTuning UNCHECKED = new Link.SocketTuning(0, 4 << 20, false);

  final List<String> log = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong();

  MultiChannel open(Link... links) {
    LinkListener listener =
        new LinkListener() {
          @Override
          public void becameDedicated(String device) {
            log.add(device);
          }

          @Override
          public void noLinkLeft() {
            log.add("none");
          }
        };
    try (LinkMonitor monitor = LinkMonitor.open()) {
      return new Links(monitor, listener, clock::get).open(List.of(links), 0);
    }
  }

  static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }

  static Link udp(int cable, String own, String peer, Link.SocketTuning tuning) {
    return new Link.Udp(
        address(own), address(peer), Optional.of("dev" + cable), 3780, tuning, false);
  }

  static Link tcp(String own, String peer, int port) {
    return new Link.Tcp(address(own), address(peer), Optional.of("dev0"), port, BUFFERS, false, 4);
  }

  static Link multicast(int cable, String group, String own) {
    return new Link.Multicast(
        address(group),
        address(own).filter(Inet4Address.class::isInstance).map(Inet4Address.class::cast),
        Optional.of("dev" + cable),
        3780,
        BUFFERS,
        false);
  }

  void secondPasses() {
    clock.addAndGet(1_000_000_000L);
  }

  EventLoop loop() {
    return new EventLoop(
        clock::get,
        failure -> {
          throw failure;
        });
  }

  static void turns(EventLoop loop, int count) {
    for (int i = 0; i < count; i++) {
      loop.turn(1_000_000L);
    }
  }
}
