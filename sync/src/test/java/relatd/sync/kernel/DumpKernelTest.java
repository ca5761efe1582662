// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.conf.ExpectationSync;
import relatd.conf.NetlinkBuffer;
import relatd.conntrack.Conntrack;
import relatd.conntrack.EventType;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ConntrackTable;
import relatd.ctnetlink.ExpectMessage;
import relatd.sync.wire.ConntrackEncoder;
import relatd.sync.wire.ConntrackWire;
import relatd.sync.wire.WireOptions;

/// Dumps, look-ups and flushes of a kernel's table.
@Tag("kernel")
class DumpKernelTest {
  private static final int FLOWS = 3_000;

  private final RecordingLog log = new RecordingLog();
  private final Origins origins = new Origins();
  private final EventFilter firstHost =
      new EventFilter(
          KernelFilterTest.addresses(true, List.of(Networks.of("10.1.0.0"))),
          new ExpectationSync.All());

  private interface Body {
    void run(ConntrackTable table);
  }

  /// A table with flows of two hosts, the first with 2000, the second with 1000 of them.
  private void inKernel(Body body) {
    Namespace.inNew(() -> {
      try (Arena arena = Arena.ofConfined();
          ConntrackTable table = ConntrackTable.open();
          Commit commit = new Commit(CommitOptionsTest.LIBERAL, origins, log)) {
        Images images =
            new Images(arena, FLOWS, i -> Flows.tcp(i < 2_000 ? i : 0x8000 + i).build());
        commit.start(Commit.Scope.CONNTRACKS, Optional.of(images), Optional.empty());
        while (commit.step(1_000_000)) {
          // the loop's next turn
        }
        body.run(table);
      }
    });
  }

  @Test
  void theKernelSaysHowManyThereAre() {
    inKernel(table -> assertThat(TableSize.read()).isEqualTo(FLOWS));
  }

  @Test
  void everyStepBringsOneDatagram() {
    inKernel(_ -> {
      Set<Tuple> seen = new HashSet<>();
      try (KernelDump dump = new KernelDump(EventFilter.ALL)) {
        dump.startConntracks();
        assertThatThrownBy(dump::startExpectations).isInstanceOf(IllegalStateException.class);
        int steps = 1;
        while (dump.step(entry -> seen.add(entry.original().toTuple()))) {
          steps++;
        }
        assertThat(seen).hasSize(FLOWS);
        assertThat(steps).isBetween(FLOWS / 200, FLOWS / 50);
        assertThat(dump.entries()).isEqualTo(FLOWS);
        dump.startExpectations();
        while (dump.step(_ -> {})) {
          // none there
        }
        assertThat(dump.entries()).isZero();
      }
    });
  }

  @Test
  void aSecondThreadReadsAhead() {
    inKernel(_ -> {
      Set<Tuple> seen = new HashSet<>();
      try (KernelDump dump = KernelDump.readingAhead(EventFilter.ALL)) {
        dump.startConntracks();
        while (dump.step(entry -> seen.add(entry.original().toTuple()))) {
          // more
        }
        assertThat(seen).hasSize(FLOWS);
        dump.startExpectations();
        while (dump.step(_ -> {})) {
          // none there
        }
        assertThat(dump.entries()).isZero();
      }
      try (KernelDump left = KernelDump.readingAhead(EventFilter.ALL)) {
        left.startConntracks();
        assertThat(left.step(_ -> {})).isTrue();
      }
      assertThat(Thread.getAllStackTraces().keySet()).noneMatch(t -> t.getName().equals("dump"));
    });
  }

  @Test
  void dumpsAreFiltered() {
    inKernel(_ -> {
      try (KernelDump dump = new KernelDump(firstHost)) {
        dump.startConntracks();
        while (dump.step(_ -> {})) {
          // more
        }
        assertThat(dump.entries()).isEqualTo(2_000);
        assertThat(dump.filtered()).isEqualTo(1_000);
      }
    });
  }

  @Test
  void oneEntryIsFoundByEventOrImage() {
    inKernel(_ -> {
      try (KernelLookup lookup = new KernelLookup();
          EventSocket socket =
              EventSocket.open(
                  new EventOptions(new NetlinkBuffer(0, 0, 30, false, 100), false),
                  Optional.empty(),
                  log);
          ConntrackTable other = ConntrackTable.open()) {
        Tuple[] found = new Tuple[2];
        Conntrack known = Flows.tcp(5).build();
        assertThat(lookup.get(image(known), e -> found[0] = e.original().toTuple())).isTrue();
        assertThat(found[0]).isEqualTo(known.original());
        Conntrack fresh = Flows.tcp(70_000).build();
        other.create(fresh);
        KernelEvents asking =
            new KernelEvents() {
              @Override
              public void conntrack(ConntrackMessage event, Origin origin) {
                assertThat(event.event()).isEqualTo(EventType.NEW);
                lookup.get(event, e -> found[1] = e.original().toTuple());
              }

              @Override
              public void expectation(ExpectMessage event, Origin origin) {}

              @Override
              public void resyncNeeded() {}
            };
        try (EventReader reader = new EventReader(socket, origins, EventFilter.ALL, asking)) {
          reader.read();
        }
        assertThat(found[1]).isEqualTo(fresh.original());
        other.delete(fresh.original());
        assertThat(lookup.get(image(fresh), _ -> {})).isFalse();
      }
    });
  }

  private static ConntrackWire image(Conntrack entry) {
    MemorySegment image = MemorySegment.ofArray(new byte[ConntrackEncoder.MAX_IMAGE]);
    int length = new ConntrackEncoder(WireOptions.DEFAULT).encode(entry, image, 0);
    ConntrackWire wire = new ConntrackWire();
    assertThat(wire.wrap(image, 0, length)).isTrue();
    return wire;
  }

  @Test
  void aFilteredFlushLeavesTheRest() {
    inKernel(table -> {
      try (KernelFlush flush = new KernelFlush(firstHost, origins)) {
        flush.start();
        while (flush.step(100_000)) {
          // the loop's next turn
        }
        assertThat(flush.deleted()).isEqualTo(2_000);
        assertThat(flush.failed()).isZero();
        assertThat(table.count()).isEqualTo(1_000);
      }
    });
  }

  @Test
  void aFlushAtAStrokeLeavesNothing() {
    inKernel(table -> {
      try (KernelFlush flush = new KernelFlush(EventFilter.ALL, origins)) {
        flush.flushExpectations();
        assertThat(table.count()).isEqualTo(FLOWS);
        flush.flushConntracks();
        assertThat(table.count()).isZero();
      }
    });
  }
}
