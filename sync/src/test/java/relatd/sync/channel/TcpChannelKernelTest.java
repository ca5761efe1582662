// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relatd.posix.EventLoop;

/// TCP links between two namespaces.
@Tag("kernel")
class TcpChannelKernelTest {
  private final TestLinks links = new TestLinks();

  @ParameterizedTest
  @CsvSource({"10.9.0.1, 10.9.0.2", "fd09::1, fd09::2"})
  void tcpKeepsBatchesUntilThePeerIsThere(String left, String right) {
    NodePair.run(nodes -> {
      MultiChannel one = links.open(TestLinks.tcp(left, right, 3781));
      for (int i = 1; i <= 6; i++) {
        one.send(new Packed(i, i * 10));
      }
      assertThat(one.errorQueue()).isEqualTo(new QueueLevel(4, 4, 2));
      nodes.inRight();
      try (one;
          MultiChannel two = links.open(TestLinks.tcp(right, left, 3781))) {
        nodes.inLeft();
        links.secondPasses();
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
      MultiChannel one = links.open(TestLinks.tcp("10.9.0.1", "10.9.0.2", 3782));
      nodes.inRight();
      MultiChannel two = links.open(TestLinks.tcp("10.9.0.2", "10.9.0.1", 3782));
      try (EventLoop loop = links.loop()) {
        Inbox inbox = new Inbox();
        // New sockets of the one that connects again belong there.
        nodes.inLeft();
        one.register(loop, new Inbox(), 10);
        TestLinks.turns(loop, 20);
        links.secondPasses();
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
      MultiChannel one = links.open(TestLinks.tcp("10.9.0.1", "10.9.0.2", 3783));
      nodes.inRight();
      MultiChannel two = links.open(TestLinks.tcp("10.9.0.2", "10.9.0.1", 3783));
      try (EventLoop loop = links.loop()) {
        Inbox inbox = new Inbox();
        // New sockets of the one that connects again belong there.
        nodes.inLeft();
        one.register(loop, new Inbox(), 10);
        TestLinks.turns(loop, 20);
        links.secondPasses();
        two.register(loop, inbox, 10);
        TestLinks.turns(loop, 20);
        one.send(new Packed(255, 100));
        TestLinks.turns(loop, 20);
        assertThat(two.stats(0).receiveErrors()).isEqualTo(1);
        assertThat(two.summary()).contains("server=disconnected");
        links.secondPasses();
        TestLinks.turns(loop, 20);
        one.send(new Packed(3, 30));
        TestLinks.turns(loop, 20);
        assertThat(inbox.datagrams).containsExactly("3:30");
      } finally {
        one.close();
        two.close();
      }
    });
  }
}
