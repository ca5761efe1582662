// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import relatd.conntrack.Address;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.sync.cache.CacheCursor;

/// CPU time of printing a cache, without a client: `DumpBenchmark [ENTRIES]`.
public final class DumpBenchmark {
  private DumpBenchmark() {}

  public static void main(String[] arguments) {
    int entries = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    try (Images images = new Images();
        Arena arena = Arena.ofConfined()) {
      for (int i = 0; i < entries; i++) {
        images.add(flow(i));
      }
      MemorySegment into = arena.allocate(1 << 16);
      for (int run = 0; run < 3; run++) {
        for (DumpFormat format : DumpFormat.values()) {
          measure(images, new DumpOptions(format, true, images.clock::get), into);
          measure(images, new DumpOptions(format, false, images.clock::get), into);
        }
      }
    }
  }

  private static Conntrack flow(int i) {
    Tuple tuple =
        new Tuple(
            Address.ofInet(10 << 24 | i >>> 8),
            Address.of("10.200.0.1"),
            Protocol.TCP,
            new Layer4.Ports(1024 + (i & 0xff), 80));
    return Conntrack.of(tuple, tuple.inverse())
        .status(Status.SEEN_REPLY | Status.ASSURED)
        .timeout(300)
        .protocolInfo(new ProtocolInfo.Tcp(3))
        .build();
  }

  private static void measure(Images images, DumpOptions options, MemorySegment into) {
    DumpPrinter printer = DumpPrinter.ofConntracks(images.cache, options, into);
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long bytes = 0;
    CacheCursor cursor = images.cache.cursor();
    while (!cursor.isDone()) {
      while (printer.room() > 0 && cursor.step(printer.room(), printer)) {
        // until the buffer is full or the walk is over
      }
      bytes += printer.length();
      printer.clear();
    }
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    System.out.printf(
        "%-4s %-8s %,12d bytes %6.3f s, %5.0f ns an entry%n",
        options.format(),
        options.internal() ? "internal" : "external",
        bytes,
        nanos / 1e9,
        (double) nanos / images.cache.size());
  }
}
