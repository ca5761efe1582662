// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.api.Test;
import relatd.sync.channel.Datagrams;
import relatd.sync.channel.Faults;
import relatd.sync.channel.LossyChannel;
import relatd.sync.channel.MemoryChannel;
import relatd.sync.channel.Receiver;
import relatd.sync.wire.SyncWriter;

/// Two engines over a bad link, in one thread and on a clock of their own.
class ConvergenceTest {
  private static final Faults BAD = new Faults(0.2, 0.05, 0.05, 0.05, 3);
  private static final long STEP = Node.SECOND / 4;
  private static final int SEEDS = 1000;
  private static final int PATIENCE = 2000;

  /// A pair of nodes, and a link that loses the same datagrams for the same seed.
  private static final class Pair implements AutoCloseable {
    final Node one;
    final Node other;
    final LossyChannel there;
    final LossyChannel back;
    final Random random;
    long now;

    Pair(Node one, Node other, long seed) {
      this.one = one;
      this.other = other;
      MemoryChannel link = MemoryChannel.pair(200, 1000);
      there = new LossyChannel(link, BAD, seed);
      back = new LossyChannel(link.peer(), BAD, ~seed);
      random = new Random(seed);
      one.link = batch -> there.send(new Batch(batch));
      other.link = batch -> back.send(new Batch(batch));
    }

    void step() {
      now += STEP;
      turn(one, there);
      turn(other, back);
      there.tick();
      back.tick();
    }

    private void turn(Node node, LossyChannel link) {
      link.receive(1000, 0, new Into(node.reception));
      node.mode.elapse(now);
      node.sent(now);
    }

    void changeSomething(Node node) {
      for (int i = random.nextInt(12); i > 0; i--) {
        long key = random.nextInt(60);
        switch (random.nextInt(6)) {
          case 0, 1, 2 -> node.conntrack(key, random.nextInt());
          case 3 -> node.conntrackGone(key);
          case 4 -> node.expectation(key, random.nextInt());
          default -> node.expectationGone(key);
        }
      }
    }

    boolean settle() {
      for (int i = 0; i < PATIENCE; i++) {
        if (agree(one, other) && agree(other, one)) {
          return true;
        }
        step();
      }
      return false;
    }

    @Override
    public void close() {
      one.close();
      other.close();
    }
  }

  /// The peer has exactly what lives here, and nothing dead is kept.
  private static boolean agree(Node node, Node peer) {
    return Node.living(node.conntracks).equals(peer.externalConntracks)
        && Node.living(node.expectations).equals(peer.externalExpectations)
        && node.conntracks.size() == peer.externalConntracks.size()
        && node.expectations.size() == peer.externalExpectations.size();
  }

  private static Pair afterTraffic(Node one, Node other, long seed) {
    Pair pair = new Pair(one, other, seed);
    for (int i = 0; i < 60; i++) {
      pair.changeSomething(one);
      pair.changeSomething(other);
      pair.step();
    }
    return pair;
  }

  @Test
  void ftfwNodesAgreeHoweverBadTheLinkIs() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try (Pair pair = afterTraffic(Node.ftfw(20, 4096), Node.ftfw(20, 4096), seed)) {
        assertThat(pair.there.dropped()).as("seed %d: dropped", seed).isPositive();
        assertThat(pair.settle()).as("seed %d", seed).isTrue();
        assertThat(pair.one.counters.malformed()).isZero();
      }
    }
  }

  /// So it is the acknowledgements that do it.
  @Test
  void notrackNodesDoNot() {
    try (Pair pair = afterTraffic(Node.notrack(), Node.notrack(), 1)) {
      assertThat(pair.settle()).isFalse();
    }
  }

  private record Into(Reception reception) implements Receiver {
    @Override
    public void datagram(int link, MemorySegment buffer, long from, int length) {
      reception.datagram(buffer, from, length);
    }

    @Override
    public int stream(int link, MemorySegment buffer, long from, int length) {
      return reception.stream(buffer, from, length);
    }
  }

  private record Batch(SyncWriter writer) implements Datagrams {
    @Override
    public MemorySegment buffer() {
      return writer.buffer();
    }

    @Override
    public int datagrams() {
      return writer.datagrams();
    }

    @Override
    public int offset(int datagram) {
      return writer.offset(datagram);
    }

    @Override
    public int length(int datagram) {
      return writer.length(datagram);
    }
  }
}
