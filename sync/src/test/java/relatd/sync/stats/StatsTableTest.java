// SPDX-License-Identifier: Apache-2.0
package relatd.sync.stats;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Conntrack;
import relatd.conntrack.EventType;
import relatd.ctnetlink.ConntrackMessage;
import relatd.netlink.MessageWalker;
import relatd.sync.Golden;
import relatd.sync.cache.Cache;
import relatd.sync.cache.CacheLimits;
import relatd.sync.dump.DumpFormat;
import relatd.sync.dump.DumpOptions;
import relatd.sync.dump.DumpPrinter;
import relatd.sync.dump.GoldenFlow;
import relatd.sync.kernel.Origin;
import relatd.sync.wire.Capture;

class StatsTableTest {
  private static final Conntrack UDP =
      GoldenFlow.conntrack(
          "udp      17 src=10.1.0.2 dst=10.2.0.2 sport=40000 dport=5000 packets=1 bytes=128"
              + " src=10.2.0.2 dst=10.1.0.2 sport=5000 dport=40000 packets=1 bytes=128");

  private final Cache<Conntrack> cache =
      new Cache<>("stats", KernelImage.TYPE, new CacheLimits(64, 1 << 20, 7), () -> 0);
  private final List<String> lines = new ArrayList<>();
  private final StatsLog log =
      (line, length) -> lines.add(new String(line, 0, length, StandardCharsets.US_ASCII));
  private final AtomicInteger resyncs = new AtomicInteger();
  private final StatsTable table =
      new StatsTable(cache, new KernelImage()::of, List.of(log), resyncs::incrementAndGet);

  @AfterEach
  void close() {
    cache.close();
  }

  private void play(EventType type, Conntrack entry) {
    table.conntrack(KernelEvent.of(type, entry), Origin.OTHER);
  }

  @Test
  void logsAndCountsAsTheOriginal() {
    List<String> golden =
        Golden.lines("stats-logfile").stream().map(line -> line.replaceFirst(".*\t", "")).toList();
    List<Conntrack> flows = golden.stream().map(GoldenFlow::conntrack).toList();
    flows.forEach(flow -> play(EventType.NEW, flow));
    for (int i = 0; i < 12; i++) {
      play(EventType.UPDATE, flows.get(i % flows.size()));
    }
    assertThat(table.summary()).isEqualTo(Golden.out("stats-A-s-before"));
    flows.forEach(flow -> play(EventType.DESTROY, flow));
    assertThat(lines).isEqualTo(golden);
    assertThat(table.summary()).isEqualTo(Golden.out("stats-A-s"));
    assertThat(table.detail()).isEqualTo(Golden.out("stats-A-s-cache"));
  }

  @Test
  void whatIsThereIsNotNew() {
    play(EventType.NEW, UDP);
    play(EventType.NEW, UDP);
    assertThat(cache.stats().created()).isEqualTo(1);
    assertThat(cache.stats().updated()).isZero();
  }

  @Test
  void anUpdateOfWhatIsNotThereAddsIt() {
    play(EventType.UPDATE, UDP);
    assertThat(cache.stats().created()).isEqualTo(1);
    assertThat(cache.extra(cache.find(new KernelImage().of(KernelEvent.of(EventType.NEW, UDP)))))
        .isEqualTo(77);
  }

  @Test
  void aDumpIsTakenLikeUpdates() {
    ConntrackMessage entry = KernelEvent.of(EventType.UPDATE, UDP);
    table.conntrack(entry);
    table.conntrack(entry);
    assertThat(cache.stats().created()).isEqualTo(1);
    assertThat(cache.stats().updated()).isEqualTo(1);
  }

  @Test
  void theEndOfAStrangerIsNotLogged() {
    play(EventType.DESTROY, UDP);
    assertThat(lines).isEmpty();
    assertThat(table.traffic().packets()).isZero();
  }

  @Test
  void whatVanishedIsLoggedAsItWasKnown() {
    play(EventType.NEW, UDP);
    table.vanished(cache.find(new KernelImage().of(KernelEvent.of(EventType.NEW, UDP))));
    assertThat(lines)
        .containsExactly(
            "udp      17 src=10.1.0.2 dst=10.2.0.2 sport=40000 dport=5000"
                + " src=10.2.0.2 dst=10.1.0.2 sport=5000 dport=40000");
    assertThat(cache.stats().entries()).isZero();
    assertThat(table.traffic().bytes()).isZero();
  }

  @Test
  void lostEventsAskForTheTable() {
    table.resyncNeeded();
    assertThat(resyncs).hasValue(1);
  }

  /// What the kernel told a C daemon of a few connections: those that came and did not go are
  /// there.
  @Test
  void recordedEventsLeaveWhatIsAlive() {
    for (Capture.Payload datagram : Capture.of("pair-kernel-events-netlink").payloads()) {
      MessageWalker walker =
          new MessageWalker()
              .wrap(MemorySegment.ofArray(datagram.bytes()), 0, datagram.bytes().length);
      while (walker.next()) {
        if (walker.subsystem() == 1 && walker.operation() != 1) {
          table.conntrack(new ConntrackMessage().wrap(walker), Origin.OTHER);
        }
      }
    }
    assertThat(cache.stats().destroyed()).isEqualTo(lines.size()).isPositive();
    assertThat(cache.stats().created()).isEqualTo(lines.size() + cache.stats().entries());
    assertThat(lines).allMatch(line -> line.matches("[a-z]+ +\\d+ .*src=\\S+ dst=\\S+.*[^ ]"));
    assertThat(lines).noneMatch(line -> line.contains("active since"));
    assertThat(dump().lines().count()).isEqualTo(cache.stats().entries());
  }

  private String dump() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment into = arena.allocate(1 << 16);
      DumpPrinter printer =
          DumpPrinter.ofConntracks(cache, new DumpOptions(DumpFormat.TEXT, true, () -> 0), into);
      cache.cursor().step(Integer.MAX_VALUE, printer);
      return new String(
          into.asSlice(0, printer.length()).toArray(JAVA_BYTE), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void aConnectionThatComesAndGoesAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    AtomicInteger logged = new AtomicInteger();
    StatsTable quiet =
        new StatsTable(
            cache,
            new KernelImage()::of,
            List.of((line, length) -> logged.addAndGet(length)),
            () -> {});
    ConntrackMessage begin = KernelEvent.of(EventType.NEW, UDP);
    ConntrackMessage end = KernelEvent.of(EventType.DESTROY, UDP);
    long least = Long.MAX_VALUE;
    for (int run = 0; run < 6; run++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 2_000; i++) {
        quiet.conntrack(begin, Origin.OTHER);
        quiet.conntrack(end, Origin.OTHER);
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      least = run == 0 ? least : Math.min(least, allocated);
    }
    assertThat(logged).hasPositiveValue();
    assertThat(least).isZero();
  }
}
