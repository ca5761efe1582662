// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import relatd.conf.Link;
import relatd.netlink.LinkMonitor;

/// CPU time of sending and of receiving a datagram between two namespaces, in bursts of equal and
/// of mixed lengths: with and without the kernel cutting (which needs checksums). Needs root.
public final class ChannelBenchmark {
  private static final int BURST = 64;
  private static final int BURSTS = 20_000;

  private static final class Count implements Receiver {
    long datagrams;

    @Override
    public void datagram(int link, MemorySegment buffer, long from, int length) {
      datagrams++;
    }

    @Override
    public int stream(int link, MemorySegment buffer, long from, int length) {
      return length;
    }
  }

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  private ChannelBenchmark() {}

  public static void main(String[] arguments) {
    int[] mixed = new int[BURST];
    for (int i = 0; i < BURST; i++) {
      mixed[i] = 1400 + i % 2 * 50 + i % 3 * 4;
    }
    for (int run = 0; run < 3; run++) {
      for (boolean checksum : new boolean[] {true, false}) {
        measure(run, "equal", checksum, Packed.equal(0, BURST, 1456));
        measure(run, "mixed", checksum, new Packed(0, mixed));
      }
    }
  }

  private static void measure(int run, String what, boolean checksum, Packed burst) {
    NodePair.run(nodes -> {
      var tuning = new Link.SocketTuning(4 << 20, 8 << 20, checksum);
      MultiChannel one = open(tuning, "10.9.0.1", "10.9.0.2");
      nodes.inRight();
      try (one;
          MultiChannel two = open(tuning, "10.9.0.2", "10.9.0.1")) {
        new ChannelBenchmark().exchange(run + " " + what, one, two, burst);
      }
    });
  }

  private static MultiChannel open(Link.SocketTuning tuning, String own, String peer)
      throws Exception {
    Link link =
        new Link.Udp(
            Optional.of(InetAddress.getByName(own)),
            Optional.of(InetAddress.getByName(peer)),
            Optional.of("dev0"),
            3780,
            tuning,
            false);
    LinkListener silent =
        new LinkListener() {
          @Override
          public void becameDedicated(String device) {}

          @Override
          public void noLinkLeft() {}
        };
    try (LinkMonitor monitor = LinkMonitor.open()) {
      return new Links(monitor, silent, System::nanoTime).open(List.of(link), 0);
    }
  }

  private void exchange(String name, MultiChannel one, MultiChannel two, Packed burst) {
    Count count = new Count();
    long sending = 0;
    long receiving = 0;
    for (int i = 0; i < BURSTS; i++) {
      long begin = threads.getCurrentThreadCpuTime();
      one.send(burst);
      long sent = threads.getCurrentThreadCpuTime();
      for (int shown = 1; shown > 0; ) {
        shown = two.receive(1000, count);
      }
      receiving += threads.getCurrentThreadCpuTime() - sent;
      sending += sent - begin;
    }
    long total = (long) BURSTS * BURST;
    System.out.printf(
        "run %s, cut: %-5b  send %4d ns, receive %4d ns a datagram; %d of %d arrived%n",
        name,
        ((UdpChannel) one.channel(0)).isCutting(),
        sending / total,
        receiving / total,
        count.datagrams,
        total);
  }
}
