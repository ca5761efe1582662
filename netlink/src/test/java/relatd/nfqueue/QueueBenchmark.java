// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.posix.Fd;
import relatd.posix.Namespaces;
import relatd.posix.SocketName;
import relatd.posix.Sockets;

/// What a queued packet costs its worker, system calls included: UDP over loopback, everything
/// accepted. Needs root and iptables; a main program.
public final class QueueBenchmark {
  private static final int QUEUE = 43;
  private static final int PACKETS = 400_000;

  private QueueBenchmark() {}

  /// @param arguments `own` or `library`, and `merge` for VERDICT_BATCH
  public static void main(String[] arguments) {
    boolean library = arguments[0].equals("library");
    boolean merge = arguments.length > 1 && arguments[1].equals("merge");
    Namespaces.inNew(() -> {
      Namespaces.run(
          "iptables", "-I", "INPUT", "-p", "udp", "-j", "NFQUEUE", "--queue-num", "" + QUEUE);
      AtomicBoolean stop = new AtomicBoolean();
      try (QueueSocket queue =
              QueueSocket.open(
                  QueueOptions.of(QUEUE).withTimeout(Duration.ofMillis(100)).withLibrary(library));
          Fd sender = new Fd(Sockets.socket(Sockets.AF_INET, Sockets.SOCK_DGRAM, 0), "sender")) {
        Thread traffic = Thread.ofPlatform().start(() -> send(sender, stop));
        measure(queue, merge);
        measure(queue, merge);
        measure(queue, merge);
        stop.set(true);
        traffic.join();
      }
    });
  }

  private static void send(Fd sender, AtomicBoolean stop) {
    MemorySegment text = Arena.global().allocate(48);
    SocketName target = SocketName.inet(new Endpoint(Address.of("127.0.0.1"), 9), 0);
    while (!stop.get()) {
      Sockets.sendto(sender.number(), text, 0, 20, 0, target);
    }
  }

  private static void measure(QueueSocket queue, boolean merge) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    VerdictBatch verdicts = queue.verdicts();
    verdicts.mergeAccepts(merge);
    PacketHandler handler =
        new PacketHandler() {
          @Override
          public void packet(QueuedPacket packet) {
            verdicts.accept(packet.packetId());
          }

          @Override
          public void unreadable(int packetId) {
            verdicts.accept(packetId);
          }
        };
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long cpu = threads.getCurrentThreadCpuTime();
    long calls = 0;
    long packets = 0;
    while (packets < PACKETS) {
      packets += queue.receive(handler);
      verdicts.flush();
      calls++;
    }
    System.out.printf(
        "%.2f us of CPU a packet, %.1f packets a batch, %.3f bytes allocated a packet, %s%n",
        (threads.getCurrentThreadCpuTime() - cpu) / 1000.0 / packets,
        packets / (double) calls,
        (threads.getCurrentThreadAllocatedBytes() - allocated) / (double) packets,
        queue.counters());
  }
}
