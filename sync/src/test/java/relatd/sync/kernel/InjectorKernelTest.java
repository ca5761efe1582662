// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static relatd.conntrack.Status.*;
import static relatd.sync.kernel.InjectCounters.Kind.*;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.ConntrackTable;
import relatd.sync.wire.ConntrackEncoder;
import relatd.sync.wire.SyncMessage;
import relatd.sync.wire.SyncWalker;
import relatd.sync.wire.SyncWriter;
import relatd.sync.wire.WireCounters;
import relatd.sync.wire.WireOptions;

/// The peer's messages, straight into a kernel.
@Tag("kernel")
class InjectorKernelTest {
  private final RecordingLog log = new RecordingLog();
  private final MemorySegment image = MemorySegment.ofArray(new byte[ConntrackEncoder.MAX_IMAGE]);
  private final MemorySegment datagram = MemorySegment.ofArray(new byte[4096]);
  private final ConntrackEncoder encoder = new ConntrackEncoder(WireOptions.DEFAULT);

  private interface Body {
    void run(Injector injector, ConntrackTable table);
  }

  private void inKernel(Body body) {
    Namespace.inNew(() -> {
      try (ConntrackTable table = ConntrackTable.open();
          Injector injector = new Injector(CommitOptionsTest.LIBERAL, new Origins(), log)) {
        body.run(injector, table);
      }
    });
  }

  private void tell(Injector injector, int type, Conntrack entry) {
    SyncWriter writer = new SyncWriter(datagram, 1472, 64);
    writer.putData(type, 0, 1, image, 0, encoder.encode(entry, image, 0));
    SyncWalker walker = new SyncWalker(new WireCounters());
    walker.wrapDatagram(datagram, 0, writer.size());
    assertThat(walker.next()).isTrue();
    assertThat(injector.apply(walker.message())).isTrue();
  }

  @Test
  void aConnectionIsMadeChangedAndEnded() {
    Conntrack entry = Flows.tcp(1).build();
    inKernel((injector, table) -> {
      tell(injector, SyncMessage.CT_NEW, entry);
      injector.flush();
      int id = get(table, 1).id().orElseThrow();
      tell(injector, SyncMessage.CT_UPD, Flows.tcp(1).mark(9).build());
      injector.flush();
      assertThat(get(table, 1).mark()).hasValue(9);
      assertThat(get(table, 1).id()).hasValue(id);
      tell(injector, SyncMessage.CT_DEL, entry);
      injector.flush();
      assertThat(table.count()).isZero();
      assertThat(counts(injector)).isEqualTo("1/0 1/0 1/0");
    });
  }

  @Test
  void aChangeOfAnUnknownConnectionMakesItAndTheEndOfOneIsNoError() {
    inKernel((injector, table) -> {
      tell(injector, SyncMessage.CT_UPD, Flows.tcp(1).build());
      tell(injector, SyncMessage.CT_UPD, translated(2));
      tell(injector, SyncMessage.CT_DEL, Flows.tcp(3).build());
      injector.flush();
      assertThat(table.count()).isEqualTo(2);
      assertThat(get(table, 2).hasStatus(SRC_NAT)).isTrue();
      assertThat(counts(injector)).isEqualTo("0/0 2/0 0/0");
      assertThat(log.lines).isEmpty();
    });
  }

  @Test
  void aTranslatedConnectionIsChangedInPlace() {
    inKernel((injector, table) -> {
      tell(injector, SyncMessage.CT_NEW, translated(2));
      injector.flush();
      int id = get(table, 2).id().orElseThrow();
      tell(injector, SyncMessage.CT_UPD, translated(2).toBuilder().mark(4).build());
      injector.flush();
      assertThat(get(table, 2).id()).hasValue(id);
      assertThat(get(table, 2).mark()).hasValue(4);
    });
  }

  @Test
  void aConnectionThatEndsInTheSameBatchStaysEnded() {
    inKernel((injector, table) -> {
      table.create(Flows.tcp(2).build());
      tell(injector, SyncMessage.CT_NEW, translated(2));
      tell(injector, SyncMessage.CT_DEL, translated(2));
      injector.flush();
      assertThat(table.count()).isZero();
    });
  }

  @Test
  void whatTheKernelRefusesIsAWarning() {
    Conntrack orphan = Flows.tcp(2).master(Flows.tuple(1)).build();
    inKernel((injector, _) -> {
      tell(injector, SyncMessage.CT_NEW, orphan);
      injector.flush();
      assertThat(log.lines)
          .containsExactly("warning: could not add new ct entry: No such file or directory");
      assertThat(log.conntracks).hasSize(1);
      assertThat(counts(injector)).isEqualTo("0/1 0/0 0/0");
    });
  }

  @Test
  void manyMessagesGoInBatches() {
    inKernel((injector, table) -> {
      for (int i = 0; i < 1_000; i++) {
        tell(injector, SyncMessage.CT_NEW, Flows.tcp(i).build());
      }
      assertThat(table.count()).isEqualTo(1_000 / EntryBatch.ENTRIES * EntryBatch.ENTRIES);
      injector.flush();
      assertThat(table.count()).isEqualTo(1_000);
    });
  }

  private static String counts(Injector injector) {
    InjectCounters counted = injector.conntracks();
    return counted.done(CREATED)
        + "/"
        + counted.failed(CREATED)
        + " "
        + counted.done(UPDATED)
        + "/"
        + counted.failed(UPDATED)
        + " "
        + counted.done(DESTROYED)
        + "/"
        + counted.failed(DESTROYED);
  }

  private static Conntrack translated(int number) {
    Tuple original = Flows.tuple(number);
    Tuple reply =
        Tuple.tcp(original.destinationEndpoint(), new Endpoint(Address.of("192.0.2.7"), 40_000));
    return Conntrack.of(original, reply)
        .status(SEEN_REPLY | ASSURED | CONFIRMED | SRC_NAT | SRC_NAT_DONE | DST_NAT_DONE)
        .timeout(3600)
        .protocolInfo(Flows.state(Flows.ESTABLISHED))
        .build();
  }

  private static Conntrack get(ConntrackTable table, int number) {
    return table.get(Flows.tuple(number)).orElseThrow();
  }
}
