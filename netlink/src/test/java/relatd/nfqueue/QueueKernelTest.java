// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.netlink.Attributes;
import relatd.netlink.NetlinkException;
import relatd.posix.Namespaces;

/// Real queues in a namespace of their own: UDP over loopback through an iptables NFQUEUE rule.
@Tag("kernel")
@Timeout(60)
class QueueKernelTest {
  private static final int QUEUE = 42;
  private static final QueueOptions OPTIONS =
      QueueOptions.of(QUEUE).withTimeout(Duration.ofMillis(500));

  /// What the linker's check of the errno segment allocates for each call, until C2 has compiled it
  /// away; these tests run with C1 alone.
  private static final long CAPTURE_SLICE_BYTES = 40;

  private static void requireRule() {
    String refused =
        Namespaces.attempt(
            "iptables", "-I", "INPUT", "-p", "udp", "-j", "NFQUEUE", "--queue-num", "" + QUEUE);
    assumeTrue(refused.isEmpty(), () -> "needs iptables with the NFQUEUE target: " + refused);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aThousandPacketsAreAcceptedWithoutAllocationPerPacket(boolean library) {
    Namespaces.inNew(() -> {
      requireRule();
      try (QueueSocket queue = QueueSocket.open(OPTIONS.withLibrary(library));
          LoopbackTraffic traffic = new LoopbackTraffic()) {
        AcceptingHandler handler = new AcceptingHandler(queue.verdicts());
        QueueLoop loop = new QueueLoop(queue, handler.verdicts, handler);
        loop.pass(traffic, 500);
        loop.forgetAllocation();
        long passed = loop.pass(traffic, 1000);

        assertThat(passed).isEqualTo(1000);
        assertThat(handler.packets).isEqualTo(1500);
        assertThat(handler.bytes).isEqualTo(1500 * (28 + 100));
        assertThat(handler.lastHook).isEqualTo(1);
        assertThat(handler.unreadable).isZero();
        assertThat(queue.counters()).isEqualTo(new QueueCounters(1500, 0, 0, 0, 0));
        assertThat(loop.allocated)
            .as("bytes allocated by " + loop.systemCalls + " system calls for 1000 packets")
            .isLessThanOrEqualTo(loop.systemCalls * CAPTURE_SLICE_BYTES);
      }
    });
  }

  @Test
  void packetsOf60KilobytesComeWhole() {
    Namespaces.inNew(() -> {
      requireRule();
      try (QueueSocket queue = QueueSocket.open(OPTIONS);
          LoopbackTraffic traffic = new LoopbackTraffic()) {
        VerdictBatch verdicts = queue.verdicts();
        AcceptingHandler handler = new AcceptingHandler(verdicts);
        traffic.send(60_000);
        queue.receive(handler);
        verdicts.flush();

        assertThat(handler.bytes).isEqualTo(60_028);
        assertThat(traffic.receive()).isEqualTo(60_000);
      }
    });
  }

  @Test
  void consecutiveAcceptsMergeIntoOneMessage() {
    Namespaces.inNew(() -> {
      requireRule();
      try (QueueSocket queue = QueueSocket.open(OPTIONS);
          LoopbackTraffic traffic = new LoopbackTraffic()) {
        VerdictBatch verdicts = queue.verdicts();
        verdicts.mergeAccepts(true);

        QueueLoop loop = new QueueLoop(queue, verdicts, new AcceptingHandler(verdicts));
        assertThat(loop.pass(traffic, 100)).isEqualTo(100);
      }
    });
  }

  @Test
  void aVerdictCanDropMarkAndRewrite() {
    Namespaces.inNew(() -> {
      requireRule();
      try (QueueSocket queue = QueueSocket.open(OPTIONS);
          LoopbackTraffic traffic = new LoopbackTraffic()) {
        VerdictBatch verdicts = queue.verdicts();
        traffic.send(4);
        queue.receive(new Dropping(verdicts));
        verdicts.flush();
        assertThat(traffic.receive()).isNegative();

        traffic.send(4);
        queue.receive(new Rewriting(verdicts));
        verdicts.flush();
        assertThat(traffic.receive()).isEqualTo(4);
        assertThat(traffic.first()).isEqualTo((byte) 'R');
      }
    });
  }

  private record Dropping(VerdictBatch verdicts) implements PacketHandler {
    @Override
    public void packet(QueuedPacket packet) {
      verdicts.add(packet.packetId(), Verdict.DROP);
    }

    @Override
    public void unreadable(int packetId) {
      throw new AssertionError("unreadable");
    }
  }

  /// Writes an R over the first byte of the UDP payload; the checksum is not looked at on loopback.
  private record Rewriting(VerdictBatch verdicts) implements PacketHandler {
    @Override
    public void packet(QueuedPacket packet) {
      packet.buffer().set(ValueLayout.JAVA_BYTE, packet.payloadOffset() + 28, (byte) 'R');
      packet.buffer().set(ValueLayout.JAVA_SHORT_UNALIGNED, packet.payloadOffset() + 26, (short) 0);
      verdicts
          .begin(packet.packetId(), Verdict.ACCEPT)
          .mark(7)
          .payload(packet.buffer(), packet.payloadOffset(), packet.payloadLength())
          .conntrack(NestWriter.EMPTY)
          .end();
    }

    @Override
    public void unreadable(int packetId) {
      throw new AssertionError("unreadable");
    }
  }

  @Test
  void aQueueThatIsTakenNamesItsOwner() {
    Namespaces.inNew(() -> {
      try (QueueSocket first = QueueSocket.open(OPTIONS)) {
        assertThatThrownBy(() -> QueueSocket.open(OPTIONS))
            .isInstanceOf(NetlinkException.class)
            .hasMessageContaining("cannot bind queue 42")
            .hasMessageContaining("belongs to another program already (netlink port");
        assertThat(first.queueNumber()).isEqualTo(QUEUE);
      }
      try (QueueSocket again = QueueSocket.open(OPTIONS)) {
        assertThat(again.fd()).isNotNegative();
      }
    });
  }

  @Test
  void aPacketBringsItsConnection() {
    Namespaces.inNew(() -> {
      requireRule();
      Namespaces.run("iptables", "-A", "INPUT", "-m", "conntrack", "--ctstate", "NEW");
      try (QueueSocket queue = QueueSocket.open(OPTIONS);
          LoopbackTraffic traffic = new LoopbackTraffic()) {
        assumeTrue(
            queue.hasConntrack(),
            "needs a kernel that attaches connections (CONFIG_NETFILTER_NETLINK_GLUE_CT)");
        VerdictBatch verdicts = queue.verdicts();
        Marking handler = new Marking(verdicts);
        traffic.send(4);
        queue.receive(handler);
        verdicts.flush();
        traffic.send(4);
        queue.receive(handler);
        verdicts.flush();

        assertThat(handler.seen).containsExactly("new, mark 0", "new, mark 77");
        assertThat(traffic.receive()).isEqualTo(4);
      }
    });
  }

  /// Marks the connection of each packet, and notes what it was before.
  private static final class Marking implements PacketHandler {
    private static final int CTA_MARK = 8;
    private static final int IP_CT_NEW = 2;
    private final VerdictBatch verdicts;
    private final List<String> seen = new ArrayList<>();

    Marking(VerdictBatch verdicts) {
      this.verdicts = verdicts;
    }

    @Override
    public void packet(QueuedPacket packet) {
      Attributes conntrack = packet.conntrack(new Attributes());
      int mark = 0;
      while (conntrack.next()) {
        mark = conntrack.type() == CTA_MARK ? conntrack.u32() : mark;
      }
      seen.add((packet.ctInfo() == IP_CT_NEW ? "new" : "known") + ", mark " + mark);
      verdicts
          .begin(packet.packetId(), Verdict.ACCEPT)
          .conntrack(into -> into.putU32(CTA_MARK, 77))
          .end();
    }

    @Override
    public void unreadable(int packetId) {
      throw new AssertionError("unreadable");
    }
  }

  @Test
  void connectionsAreLeftOutWhereNobodyAsks() {
    Namespaces.inNew(() -> {
      try (QueueSocket without = QueueSocket.open(OPTIONS.withConntrack(false))) {
        assertThat(without.hasConntrack()).isFalse();
      }
    });
  }

  @Test
  void nothingToReceiveEndsWithTheTimeout() {
    Namespaces.inNew(() -> {
      try (QueueSocket queue = QueueSocket.open(OPTIONS.withTimeout(Duration.ofMillis(20)))) {
        assertThat(queue.receive(new Dropping(queue.verdicts()))).isZero();
      }
    });
  }
}
