// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private final TestLinks links = new TestLinks();

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
      readAll(to, inbox);
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

  private MultiChannel udp(String own, String peer) {
    return links.open(TestLinks.udp(0, own, peer, TestLinks.BUFFERS));
  }

  private static void readAll(MultiChannel channel, Inbox inbox) {
    for (int shown = 1; shown > 0; ) {
      shown = channel.receive(1000, inbox);
    }
  }

  @Test
  void whatHasComeIsShownInBatchesSoThatAnswersLeaveInBetween() {
    NodePair.run(nodes -> {
      MultiChannel one = udp("10.9.0.1", "10.9.0.2");
      nodes.inRight();
      try (one;
          MultiChannel two = udp("10.9.0.2", "10.9.0.1")) {
        one.send(Packed.equal(0, 70, 20));
        Inbox inbox = new Inbox();
        assertThat(two.receive(1000, inbox)).isEqualTo(32);
        two.send(Packed.equal(0, 1, 8));
        Inbox answers = new Inbox();
        assertThat(one.receive(1000, answers)).as("38 are unread").isEqualTo(1);
        assertThat(two.receive(1000, inbox)).isEqualTo(32);
        assertThat(two.receive(1000, inbox)).isEqualTo(6);
        assertThat(two.receive(1000, inbox)).isZero();
        assertThat(inbox.datagrams).hasSize(70);
      }
    });
  }

  @ParameterizedTest
  @CsvSource({"10.9.0.1, 10.9.0.2, true", "fd09::1, fd09::2, true", "10.9.0.1, 10.9.0.2, false"})
  void udpBurstsArriveAsTheyWerePacked(String left, String right, boolean checksum) {
    NodePair.run(nodes -> {
      MultiChannel one =
          links.open(
              TestLinks.udp(0, left, right, checksum ? TestLinks.BUFFERS : TestLinks.UNCHECKED));
      nodes.inRight();
      try (one;
          MultiChannel two =
              links.open(
                  TestLinks.udp(
                      0, right, left, checksum ? TestLinks.BUFFERS : TestLinks.UNCHECKED))) {
        expectEverything(one, two);
        assertThat(one.limit()).isEqualTo(left.contains(":") ? 1452 : 1472);
      }
    });
  }

  @Test
  void burstsAreCutByTheKernelUnlessTheyHaveNoChecksums() {
    NodePair.run(nodes -> {
      try (MultiChannel checked =
              links.open(TestLinks.udp(0, "10.9.0.1", "10.9.0.2", TestLinks.BUFFERS));
          MultiChannel unchecked =
              links.open(TestLinks.udp(1, "10.9.1.1", "10.9.1.2", TestLinks.UNCHECKED))) {
        assertThat(((UdpChannel) checked.channel(0)).isCutting()).isTrue();
        assertThat(((UdpChannel) unchecked.channel(0)).isCutting()).isFalse();
      }
    });
  }

  @Test
  void whatTheKernelRefusesToCutLeavesPlainly() {
    NodePair.run(nodes -> {
      MultiChannel one = udp("10.9.0.1", "10.9.0.2");
      nodes.inRight();
      try (one;
          MultiChannel two = udp("10.9.0.2", "10.9.0.1")) {
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
      MultiChannel one = links.open(TestLinks.multicast(0, group, left));
      nodes.inRight();
      try (one;
          MultiChannel two = links.open(TestLinks.multicast(0, group, right))) {
        expectEverything(one, two);
        assertThat(one.receive(10, new Inbox())).isZero();
      }
    });
  }

  @Test
  void twoMulticastLinksOfOneGroupDoNotSeeEachOthersDatagrams() {
    NodePair.run(nodes -> {
      MultiChannel one =
          links.open(
              TestLinks.multicast(0, "225.0.0.50", "10.9.0.1"),
              TestLinks.multicast(1, "225.0.0.50", "10.9.1.1"));
      nodes.inRight();
      try (one;
          MultiChannel two =
              links.open(
                  TestLinks.multicast(0, "225.0.0.50", "10.9.0.2"),
                  TestLinks.multicast(1, "225.0.0.50", "10.9.1.2"))) {
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
      Link first = TestLinks.udp(0, "10.9.0.1", "10.9.0.2", TestLinks.BUFFERS);
      Link second = TestLinks.udp(1, "10.9.1.1", "10.9.1.2", TestLinks.BUFFERS);
      try (MultiChannel both = links.open(first, second);
          LinkMonitor monitor = LinkMonitor.open();
          EventLoop loop = new EventLoop()) {
        both.watch(loop, monitor);
        nodes.ip("link set dev0 down");
        loop.turn(1_000_000_000L);
        assertThat(both.current()).isEqualTo(1);
        assertThat(links.log).containsExactly("dev1");
        assertThat(both.detail())
            .contains("UDP traffic device=dev0 status=DOWN role=BACKUP:")
            .contains("UDP traffic device=dev1 status=RUNNING role=ACTIVE:");
        nodes.ip("link set dev1 down");
        loop.turn(1_000_000_000L);
        assertThat(links.log).containsExactly("dev1", "none");
      }
    });
  }

  @Test
  void whatCannotBeOpenedIsSaidInOneLine() {
    NodePair.run(_ -> {
      assertThatThrownBy(
              () -> links.open(TestLinks.udp(7, "10.9.0.1", "10.9.0.2", TestLinks.BUFFERS)))
          .isInstanceOf(ChannelException.class)
          .hasMessage("the UDP link's Interface dev7 does not exist: see `ip link`");
      assertThatThrownBy(
              () -> links.open(TestLinks.udp(0, "10.9.0.77", "10.9.0.2", TestLinks.BUFFERS)))
          .isInstanceOf(ChannelException.class)
          .hasMessageContaining("the UDP link on dev0 cannot be opened")
          .hasMessageContaining("Cannot assign requested address")
          .hasMessageContaining("10.9.0.77");
      Link noPeer =
          new Link.Udp(
              TestLinks.address("10.9.0.1"),
              Optional.empty(),
              Optional.of("dev0"),
              1,
              TestLinks.BUFFERS,
              false);
      assertThatThrownBy(() -> links.open(noPeer))
          .isInstanceOf(ChannelException.class)
          .hasMessageContaining("lacks IPv4_Destination_Address");
    });
  }
}
