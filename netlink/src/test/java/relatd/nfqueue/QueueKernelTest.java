// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.netlink.NetlinkException;
import relatd.posix.Fd;
import relatd.posix.Namespaces;
import relatd.posix.SocketName;
import relatd.posix.Sockets;

/// Real queues in a namespace of their own: UDP over loopback through an iptables NFQUEUE rule.
@Tag("kernel")
@Timeout(60)
class QueueKernelTest {
  private static final int QUEUE = 42;
  private static final QueueOptions OPTIONS =
      QueueOptions.of(QUEUE).withTimeout(Duration.ofMillis(500));
  private static final Endpoint TARGET = new Endpoint(Address.of("127.0.0.1"), 5353);

  /// What the linker's check of the errno segment allocates for each call, until C2 has compiled it
  /// away; these tests run with C1 alone.
  private static final long CAPTURE_SLICE_BYTES = 40;

  private static void requireRule() {
    String refused =
        Namespaces.attempt(
            "iptables", "-I", "INPUT", "-p", "udp", "-j", "NFQUEUE", "--queue-num", "" + QUEUE);
    assumeTrue(refused.isEmpty(), () -> "needs iptables with the NFQUEUE target: " + refused);
  }

  /// A sender and a receiver on loopback.
  private static final class Traffic implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final Fd receiver =
        new Fd(Sockets.socket(Sockets.AF_INET, Sockets.SOCK_DGRAM, 0), "receiver");
    private final Fd sender =
        new Fd(Sockets.socket(Sockets.AF_INET, Sockets.SOCK_DGRAM, 0), "sender");
    private final MemorySegment buffer = arena.allocate(65536);
    private final SocketName target = SocketName.inet(TARGET, 0);

    Traffic() {
      assertThat(Sockets.bind(receiver.number(), target)).isZero();
    }

    void send(int bytes) {
      assertThat(Sockets.sendto(sender.number(), buffer, 0, bytes, 0, target)).isEqualTo(bytes);
    }

    int receive() {
      return Sockets.recv(receiver.number(), buffer, 0, 65536, Sockets.MSG_DONTWAIT);
    }

    @Override
    public void close() {
      receiver.close();
      sender.close();
      arena.close();
    }
  }

  /// Accepts everything, and remembers what it saw without allocating.
  private static final class Accepting implements PacketHandler {
    private final VerdictBatch verdicts;
    private long packets;
    private long bytes;
    private int lastHook;
    private int unreadable;

    Accepting(VerdictBatch verdicts) {
      this.verdicts = verdicts;
    }

    @Override
    public void packet(QueuedPacket packet) {
      packets++;
      bytes += packet.payloadLength();
      lastHook = packet.hook();
      verdicts.accept(packet.packetId());
    }

    @Override
    public void unreadable(int packetId) {
      unreadable++;
      verdicts.accept(packetId);
    }
  }

  @Test
  void aThousandPacketsAreAcceptedWithoutAllocationPerPacket() {
    Namespaces.inNew(() -> {
      requireRule();
      try (QueueSocket queue = QueueSocket.open(OPTIONS);
          Traffic traffic = new Traffic()) {
        Accepting handler = new Accepting(queue.verdicts());
        Loop loop = new Loop(queue, handler.verdicts, handler);
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

  /// The receive loop of one queue, with an account of what it allocates.
  private static final class Loop {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final QueueSocket queue;
    private final VerdictBatch verdicts;
    private final PacketHandler handler;
    private long allocated;
    private long systemCalls;

    Loop(QueueSocket queue, VerdictBatch verdicts, PacketHandler handler) {
      this.queue = queue;
      this.verdicts = verdicts;
      this.handler = handler;
    }

    void forgetAllocation() {
      allocated = 0;
      systemCalls = 0;
    }

    /// Sends in portions that fit the receiver's buffer, and counts what arrives.
    long pass(Traffic traffic, int count) {
      long arrived = 0;
      for (int sent = 0; sent < count; sent += 50) {
        for (int i = 0; i < 50; i++) {
          traffic.send(100);
        }
        serve(50);
        while (traffic.receive() >= 0) {
          arrived++;
        }
      }
      return arrived;
    }

    private void serve(int count) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int handled = 0; handled < count; ) {
        handled += queue.receive(handler);
        verdicts.flush();
        systemCalls += 2;
      }
      allocated += threads.getCurrentThreadAllocatedBytes() - before;
    }
  }

  @Test
  void packetsOf60KilobytesComeWhole() {
    Namespaces.inNew(() -> {
      requireRule();
      try (QueueSocket queue = QueueSocket.open(OPTIONS);
          Traffic traffic = new Traffic()) {
        VerdictBatch verdicts = queue.verdicts();
        Accepting handler = new Accepting(verdicts);
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
          Traffic traffic = new Traffic()) {
        VerdictBatch verdicts = queue.verdicts();
        verdicts.mergeAccepts(true);

        Loop loop = new Loop(queue, verdicts, new Accepting(verdicts));
        assertThat(loop.pass(traffic, 100)).isEqualTo(100);
      }
    });
  }

  @Test
  void aVerdictCanDropMarkAndRewrite() {
    Namespaces.inNew(() -> {
      requireRule();
      try (QueueSocket queue = QueueSocket.open(OPTIONS);
          Traffic traffic = new Traffic()) {
        VerdictBatch verdicts = queue.verdicts();
        traffic.send(4);
        queue.receive(new Dropping(verdicts));
        verdicts.flush();
        assertThat(traffic.receive()).isNegative();

        traffic.send(4);
        queue.receive(new Rewriting(verdicts));
        verdicts.flush();
        assertThat(traffic.receive()).isEqualTo(4);
        assertThat(traffic.buffer.get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0))
            .isEqualTo((byte) 'R');
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
      packet
          .buffer()
          .set(java.lang.foreign.ValueLayout.JAVA_BYTE, packet.payloadOffset() + 28, (byte) 'R');
      packet
          .buffer()
          .set(
              java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED,
              packet.payloadOffset() + 26,
              (short) 0);
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
  void connectionsComeOnlyWhereTheKernelCanAttachThem() {
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
