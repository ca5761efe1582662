// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.conf.Filter;
import relatd.conf.NetlinkBuffer;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Endpoint;
import relatd.conntrack.EventType;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.ConntrackTable;

/// Events of a kernel.
@Tag("kernel")
class EventKernelTest {
  private static final NetlinkBuffer WIDE = new NetlinkBuffer(1 << 26, 1 << 26, 30, false, 1000);
  private static final NetlinkBuffer NARROW = new NetlinkBuffer(1 << 16, 1 << 18, 30, false, 1000);

  private final RecordingLog log = new RecordingLog();
  private final CountingEvents events = new CountingEvents();
  private final Origins origins = new Origins();

  private static void drain(EventReader reader) {
    while (reader.read() > 0) {
      // more
    }
  }

  private void commit(Commit commit, int count, IntFunction<Conntrack> entries) {
    try (Arena arena = Arena.ofConfined()) {
      commit.start(
          Commit.Scope.CONNTRACKS,
          Optional.of(new Images(arena, count, entries)),
          Optional.empty());
      while (commit.step(1_000_000)) {
        // the loop's next turn
      }
    }
  }

  private interface Body {
    void run(EventReader reader, Commit commit);
  }

  private void inKernel(NetlinkBuffer buffer, Optional<KernelFilter> filter, Body body) {
    Namespace.inNew(() -> {
      EventOptions options = new EventOptions(buffer, true);
      try (EventSocket socket = EventSocket.open(options, filter, log);
          EventReader reader = new EventReader(socket, origins, EventFilter.ALL, events);
          Commit commit = new Commit(CommitOptionsTest.LIBERAL, origins, log)) {
        body.run(reader, commit);
      }
    });
  }

  @Test
  void ourOwnCommitsAreKnownByTheirSocket() {
    inKernel(
        WIDE,
        Optional.empty(),
        (reader, commit) -> {
          commit(commit, 500, i -> Flows.tcp(i).build());
          try (ConntrackTable other = ConntrackTable.open()) {
            other.delete(Flows.tuple(7));
          }
          drain(reader);
          assertThat(events.conntracks[EventType.NEW.ordinal()]).isEqualTo(500);
          assertThat(events.conntracks[EventType.DESTROY.ordinal()]).isOne();
          assertThat(events.origins[Origin.COMMIT.ordinal()]).isEqualTo(500);
          assertThat(events.origins[Origin.OTHER.ordinal()]).isOne();
          assertThat(log.lines)
              .contains("notice: netlink event socket buffer size has been set to 67108864 bytes");
        });
  }

  @Test
  void ourOwnCommitsNeedNotBeTold() {
    Namespace.inNew(() -> {
      try (Commit commit = new Commit(CommitOptionsTest.LIBERAL, origins, log);
          EventSocket socket =
              EventSocket.open(
                  new EventOptions(WIDE, true), KernelFilter.of(Filter.NONE, origins), log);
          EventReader reader = new EventReader(socket, origins, EventFilter.ALL, events)) {
        commit(commit, 500, i -> Flows.tcp(i).build());
        try (ConntrackTable other = ConntrackTable.open()) {
          other.delete(Flows.tuple(7));
        }
        drain(reader);
        assertThat(events.conntracks[EventType.NEW.ordinal()]).isZero();
        assertThat(events.conntracks[EventType.DESTROY.ordinal()]).isOne();
      }
    });
  }

  @Test
  void afterAnOverrunTheQueueIsDrainedThenAResyncIsAskedForOnce() {
    inKernel(
        NARROW,
        Optional.empty(),
        (reader, commit) -> {
          commit(commit, 2_000, i -> Flows.tcp(i).build());
          drain(reader);
          assertThat(events.resyncs).isOne();
          assertThat(reader.counters().overruns()).isOne();
          assertThat(reader.counters().conntracks()).isBetween(10L, 1_000L);
          assertThat(events.newBeforeResync).isEqualTo(reader.counters().conntracks());
          assertThat(log.lines)
              .contains(
                  "notice: netlink event socket buffer size has been doubled to 131072 bytes");
          commit(commit, 20, i -> Flows.tcp(10_000 + i).build());
          drain(reader);
          assertThat(events.resyncs).isOne();
        });
  }

  @Test
  void theBufferGrowsToItsLimitAndOneWarningIsGiven() {
    inKernel(
        NARROW,
        Optional.empty(),
        (reader, commit) -> {
          for (int round = 0; round < 5; round++) {
            int first = round * 2_000;
            commit(commit, 2_000, i -> Flows.tcp(first + i).build());
            drain(reader);
          }
          assertThat(reader.counters().overruns()).isEqualTo(5);
          assertThat(events.resyncs).isEqualTo(5);
          assertThat(log.lines.stream().filter(line -> line.startsWith("warning:")))
              .singleElement()
              .asString()
              .contains(
                  "cannot be doubled further since it will exceed NetlinkBufferSizeMaxGrowth");
          assertThat(log.lines.stream().filter(line -> line.contains("doubled to"))).hasSize(2);
        });
  }

  @Test
  void reliableEventsAreNeverAnErrorButDropsAreNoticed() {
    inKernel(
        new NetlinkBuffer(1 << 16, 1 << 16, 30, true, 1000),
        Optional.empty(),
        (reader, commit) -> {
          commit(commit, 2_000, i -> Flows.tcp(i).build());
          drain(reader);
          assertThat(reader.counters().overruns()).isZero();
          reader.checkDrops();
          assertThat(reader.counters().dropped() + reader.counters().conntracks()).isEqualTo(2_000);
          assertThat(events.resyncs).isOne();
          assertThat(log.lines).contains("notice: reliable ctnetlink event delivery is ENABLED.");
        });
  }

  @Test
  void theKernelHoldsBackWhatItsFilterRefuses() {
    KernelFilter udpOnly = new KernelFilter(KernelFilterTest.protocols(true, 17));
    inKernel(
        WIDE,
        Optional.of(udpOnly),
        (reader, commit) -> {
          commit(commit, 10, i -> i < 6 ? Flows.tcp(i).build() : udp(i));
          drain(reader);
          assertThat(reader.counters().received()).isEqualTo(4);
        });
  }

  @Test
  void addressesAreHeldBackInTheKernel() {
    KernelFilter ignoring =
        new KernelFilter(
            KernelFilterTest.addresses(
                false, List.of(Networks.of("10.1.0.0"), Networks.of("fd00::/8"))));
    inKernel(
        WIDE,
        Optional.of(ignoring),
        (reader, commit) -> {
          commit(commit, 10, i -> Flows.tcp(i < 7 ? i : 0x8000 + i).build());
          drain(reader);
          assertThat(reader.counters().received()).isEqualTo(3);
        });
  }

  private static Conntrack udp(int number) {
    Endpoint from = Flows.tuple(number).sourceEndpoint();
    Tuple tuple = Tuple.udp(from, Flows.tuple(number).destinationEndpoint());
    return Conntrack.of(tuple, tuple.inverse()).status(8).timeout(60).build();
  }

  @Test
  void anEventOfTheKernelAllocatesNothing() {
    inKernel(
        WIDE,
        Optional.empty(),
        (reader, commit) -> {
          ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
          long least = Long.MAX_VALUE;
          for (int run = 0; run < 4; run++) {
            commit(commit, 20_000, i -> Flows.tcp(i).build());
            long calls = reader.counters().reads();
            long before = threads.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            drain(reader);
            long nanos = System.nanoTime() - start;
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            // Until the linker's stub is compiled at the highest level, a system call takes 40.
            calls = reader.counters().reads() - calls + 1;
            least = Math.min(least, Math.max(0, allocated - 40 * calls));
            System.out.printf("20000 events read in %d us by %d calls%n", nanos / 1000, calls);
          }
          assertThat(reader.counters().conntracks()).isEqualTo(80_000);
          assertThat(least).isZero();
        });
  }
}
