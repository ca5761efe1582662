// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relatd.conf.Link;
import relatd.netlink.LinkMonitor;
import relatd.posix.EventLoop;

/// Links between two namespaces.
@Tag("kernel")
class ChannelKernelTest {
  private static final Link.SocketTuning BUFFERS = new Link.SocketTuning(1 << 20, 4 << 20, true);
  private static final Link.SocketTuning UNCHECKED = new Link.SocketTuning(0, 4 << 20, false);

  private final List<String> log = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong();

  private MultiChannel open(Link... links) {
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

  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (java.net.UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static Link udp(int cable, String own, String peer, Link.SocketTuning tuning) {
    return new Link.Udp(
        address(own), address(peer), Optional.of("dev" + cable), 3780, tuning, false);
  }

  private static Link tcp(String own, String peer, int port) {
    return new Link.Tcp(address(own), address(peer), Optional.of("dev0"), port, BUFFERS, false, 4);
  }

  private static Link multicast(int cable, String group, String own) {
    return new Link.Multicast(
        address(group),
        address(own).filter(Inet4Address.class::isInstance).map(Inet4Address.class::cast),
        Optional.of("dev" + cable),
        3780,
        BUFFERS,
        false);
  }

  /// Sends bursts of equal and of mixed datagrams and expects each of them, as packed.
  private static void expectEverything(MultiChannel from, MultiChannel to) {
    int[] mixed = new int[100];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = 8 + i * 37 % 1400;
    }
    for (Packed burst :
        List.of(
            Packed.equal(0, 200, 1400),
            new Packed(0, mixed),
            new Packed(7, 1400, 1400, 9, 1400, 1400, 1400),
            Packed.equal(0, 1, 8),
            Packed.equal(5, 1, 5000))) {
      from.send(burst);
      Inbox inbox = new Inbox();
      to.receive(1000, inbox);
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < burst.datagrams(); i++) {
        expected.add(burst.text(i));
      }
      assertThat(inbox.datagrams).isEqualTo(expected);
    }
    assertThat(from.stats(from.current()).packetsSent()).isEqualTo(308);
    assertThat(from.stats(from.current()).sendErrors()).isZero();
    assertThat(to.stats(to.current()).packetsReceived()).isEqualTo(308);
    assertThat(to.stats(to.current()).bytesReceived())
        .isEqualTo(from.stats(from.current()).bytesSent());
  }

  @ParameterizedTest
  @CsvSource({"10.9.0.1, 10.9.0.2, true", "fd09::1, fd09::2, true", "10.9.0.1, 10.9.0.2, false"})
  void udpBurstsArriveAsTheyWerePacked(String left, String right, boolean checksum) {
    NodePair.run(nodes -> {
      MultiChannel one = open(udp(0, left, right, checksum ? BUFFERS : UNCHECKED));
      nodes.inRight();
      try (one;
          MultiChannel two = open(udp(0, right, left, checksum ? BUFFERS : UNCHECKED))) {
        expectEverything(one, two);
        assertThat(one.limit()).isEqualTo(left.contains(":") ? 1452 : 1472);
      }
    });
  }

  @Test
  void burstsAreCutByTheKernelUnlessTheyHaveNoChecksums() {
    NodePair.run(nodes -> {
      try (MultiChannel checked = open(udp(0, "10.9.0.1", "10.9.0.2", BUFFERS));
          MultiChannel unchecked = open(udp(1, "10.9.1.1", "10.9.1.2", UNCHECKED))) {
        assertThat(((UdpChannel) checked.channel(0)).isCutting()).isTrue();
        assertThat(((UdpChannel) unchecked.channel(0)).isCutting()).isFalse();
      }
    });
  }

  @Test
  void whatTheKernelRefusesToCutLeavesPlainly() {
    NodePair.run(nodes -> {
      MultiChannel one = open(udp(0, "10.9.0.1", "10.9.0.2", BUFFERS));
      nodes.inRight();
      try (one;
          MultiChannel two = open(udp(0, "10.9.0.2", "10.9.0.1", BUFFERS))) {
        nodes.ip("link set dev0 mtu 1000");
        nodes.inLeft();
        nodes.ip("link set dev0 mtu 1000");
        expectEverything(one, two);
        assertThat(((UdpChannel) one.channel(0)).isCutting()).isFalse();
      }
    });
  }

  @ParameterizedTest
  @CsvSource({"225.0.0.50, 10.9.0.1, 10.9.0.2", "ff02::50, fd09::1, fd09::2"})
  void multicastBurstsArriveAtTheOtherNodeAlone(String group, String left, String right) {
    NodePair.run(nodes -> {
      MultiChannel one = open(multicast(0, group, left));
      nodes.inRight();
      try (one;
          MultiChannel two = open(multicast(0, group, right))) {
        expectEverything(one, two);
        assertThat(one.receive(10, new Inbox())).isZero();
      }
    });
  }

  @Test
  void twoMulticastLinksOfOneGroupDoNotSeeEachOthersDatagrams() {
    NodePair.run(nodes -> {
      MultiChannel one =
          open(multicast(0, "225.0.0.50", "10.9.0.1"), multicast(1, "225.0.0.50", "10.9.1.1"));
      nodes.inRight();
      try (one;
          MultiChannel two =
              open(
                  multicast(0, "225.0.0.50", "10.9.0.2"), multicast(1, "225.0.0.50", "10.9.1.2"))) {
        one.follow(1);
        one.send(Packed.equal(0, 3, 20));
        Inbox inbox = new Inbox();
        two.receive(10, inbox);
        assertThat(inbox.links).containsExactly(1, 1, 1);
      }
    });
  }

  @Test
  void aCableThatFailsIsReplaced() {
    NodePair.run(nodes -> {
      Link first = udp(0, "10.9.0.1", "10.9.0.2", BUFFERS);
      Link second = udp(1, "10.9.1.1", "10.9.1.2", BUFFERS);
      try (MultiChannel links = open(first, second);
          LinkMonitor monitor = LinkMonitor.open();
          EventLoop loop = new EventLoop()) {
        links.watch(loop, monitor);
        nodes.ip("link set dev0 down");
        loop.turn(1_000_000_000L);
        assertThat(links.current()).isEqualTo(1);
        assertThat(log).containsExactly("dev1");
        assertThat(links.detail())
            .contains("UDP traffic device=dev0 status=DOWN role=BACKUP:")
            .contains("UDP traffic device=dev1 status=RUNNING role=ACTIVE:");
        nodes.ip("link set dev1 down");
        loop.turn(1_000_000_000L);
        assertThat(log).containsExactly("dev1", "none");
      }
    });
  }

  @Test
  void whatCannotBeOpenedIsSaidInOneLine() {
    NodePair.run(_ -> {
      assertThatThrownBy(() -> open(udp(7, "10.9.0.1", "10.9.0.2", BUFFERS)))
          .isInstanceOf(ChannelException.class)
          .hasMessage("the UDP link's Interface dev7 does not exist: see `ip link`");
      assertThatThrownBy(() -> open(udp(0, "10.9.0.77", "10.9.0.2", BUFFERS)))
          .isInstanceOf(ChannelException.class)
          .hasMessageContaining("the UDP link on dev0 cannot be opened")
          .hasMessageContaining("Cannot assign requested address")
          .hasMessageContaining("10.9.0.77");
      Link noPeer =
          new Link.Udp(
              address("10.9.0.1"), Optional.empty(), Optional.of("dev0"), 1, BUFFERS, false);
      assertThatThrownBy(() -> open(noPeer))
          .isInstanceOf(ChannelException.class)
          .hasMessageContaining("lacks IPv4_Destination_Address");
    });
  }

  @ParameterizedTest
  @CsvSource({"10.9.0.1, 10.9.0.2", "fd09::1, fd09::2"})
  void tcpKeepsBatchesUntilThePeerIsThere(String left, String right) {
    NodePair.run(nodes -> {
      MultiChannel one = open(tcp(left, right, 3781));
      for (int i = 1; i <= 6; i++) {
        one.send(new Packed(i, i * 10));
      }
      assertThat(one.errorQueue()).isEqualTo(new QueueLevel(4, 4, 2));
      nodes.inRight();
      try (one;
          MultiChannel two = open(tcp(right, left, 3781))) {
        nodes.inLeft();
        clock.addAndGet(1_000_000_000L);
        Inbox inbox = new Inbox();
        for (int tries = 0; inbox.datagrams.size() < 5 && tries < 10_000; tries++) {
          // The first connects, the second finds the connection made.
          if (tries < 2) {
            one.send(tries == 0 ? new Packed(0) : new Packed(7, 70));
          }
          two.receive(10, inbox);
        }
        assertThat(inbox.datagrams).containsExactly("3:30", "4:40", "5:50", "6:60", "7:70");
        assertThat(one.summary()).contains("client=connected");
        assertThat(two.summary()).startsWith("TCP traffic (active device=dev0) server=connected");
      }
    });
  }

  @Test
  void aTcpStreamSurvivesSlowReadersWithoutLosingItsFrame() {
    NodePair.run(nodes -> {
      MultiChannel one = open(tcp("10.9.0.1", "10.9.0.2", 3782));
      nodes.inRight();
      MultiChannel two = open(tcp("10.9.0.2", "10.9.0.1", 3782));
      try (EventLoop loop = loop()) {
        Inbox inbox = new Inbox();
        // New sockets of the one that connects again belong there.
        nodes.inLeft();
        one.register(loop, new Inbox(), 10);
        turns(loop, 20);
        clock.addAndGet(1_000_000_000L);
        for (int i = 0; i < 20_000; i++) {
          one.send(Packed.equal(100, 1, 1000));
          loop.turn(0);
        }
        // The peer begins to read only now.
        two.register(loop, inbox, 10);
        int lost = one.errorQueue().noSpace();
        for (int i = 0; i < 20_000 && inbox.datagrams.size() < 20_000 - lost; i++) {
          loop.turn(1_000_000L);
        }
        assertThat(inbox.datagrams).hasSize(20_000 - lost).containsOnly("100:1000");
        assertThat(lost).isPositive();
        assertThat(one.errorQueue().elements()).isZero();
        assertThat(two.stats(0).receiveErrors()).isZero();
      } finally {
        one.close();
        two.close();
      }
    });
  }

  @Test
  void aTcpStreamOutOfFrameIsClosedAndMadeAnew() {
    NodePair.run(nodes -> {
      MultiChannel one = open(tcp("10.9.0.1", "10.9.0.2", 3783));
      nodes.inRight();
      MultiChannel two = open(tcp("10.9.0.2", "10.9.0.1", 3783));
      try (EventLoop loop = loop()) {
        Inbox inbox = new Inbox();
        // New sockets of the one that connects again belong there.
        nodes.inLeft();
        one.register(loop, new Inbox(), 10);
        turns(loop, 20);
        clock.addAndGet(1_000_000_000L);
        two.register(loop, inbox, 10);
        turns(loop, 20);
        one.send(new Packed(255, 100));
        turns(loop, 20);
        assertThat(two.stats(0).receiveErrors()).isEqualTo(1);
        assertThat(two.summary()).contains("server=disconnected");
        clock.addAndGet(1_000_000_000L);
        turns(loop, 20);
        one.send(new Packed(3, 30));
        turns(loop, 20);
        assertThat(inbox.datagrams).containsExactly("3:30");
      } finally {
        one.close();
        two.close();
      }
    });
  }

  private EventLoop loop() {
    return new EventLoop(
        clock::get,
        failure -> {
          throw failure;
        });
  }

  private static void turns(EventLoop loop, int count) {
    for (int i = 0; i < count; i++) {
      loop.turn(1_000_000L);
    }
  }
}
