// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Endpoint;
import relatd.conntrack.EventType;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;
import relatd.sync.cache.CacheLimits;
import relatd.sync.kernel.KernelLookup;
import relatd.sync.kernel.Origin;
import relatd.sync.kernel.TrafficCounters;
import relatd.sync.mode.FtFw;
import relatd.sync.mode.FtFwOptions;
import relatd.sync.mode.ModeOutput;
import relatd.sync.stats.KernelEvent;
import relatd.sync.wire.KernelMessages;
import relatd.sync.wire.SyncMessage;
import relatd.sync.wire.SyncWalker;
import relatd.sync.wire.SyncWriter;
import relatd.sync.wire.WireCounters;
import relatd.sync.wire.WireOptions;

/// What becomes of the kernel's events, without a kernel.
class KernelIntakeTest implements ModeOutput {
  private static final String[] TYPES = {"NEW", "UPD", "DEL"};

  private final TurnClock clock = new TurnClock(() -> 0);
  private final SyncCaches caches = SyncCaches.create(new CacheLimits(64, 100_000, 3), clock);
  private final SyncWriter writer =
      new SyncWriter(MemorySegment.ofArray(new byte[1 << 16]), 1472, 64);
  private final FtFw mode =
      new FtFw(
          caches.internalConntracks(),
          caches.internalExpectations(),
          writer,
          this,
          new FtFwOptions(300, 64),
          1,
          0);
  private final KernelLookup lookup = new KernelLookup();
  private final KernelIntake intake =
      new KernelIntake(caches, mode, WireOptions.DEFAULT, lookup, new TrafficCounters(), () -> {});
  private final List<String> sent = new ArrayList<>();
  private boolean listens = true;

  @AfterEach
  void close() {
    lookup.close();
    caches.close();
  }

  @Override
  public void send(SyncWriter batch) {
    if (!listens) {
      return;
    }
    SyncWalker walker = new SyncWalker(new WireCounters());
    walker.wrapDatagram(batch.buffer(), 0, batch.size());
    while (walker.next()) {
      SyncMessage message = walker.message();
      if (message.isData()) {
        sent.add(TYPES[message.type()]);
      }
    }
  }

  @Override
  public void resyncRequested() {}

  private static ConntrackMessage event(EventType type, int number, int state) {
    Tuple tuple =
        Tuple.tcp(
            new Endpoint(Address.of("192.0.2.1"), 1024 + number),
            new Endpoint(Address.of("192.0.2.2"), 80));
    return KernelEvent.of(
        type,
        Conntrack.of(tuple, tuple.inverse())
            .status(8)
            .timeout(300)
            .protocolInfo(
                new ProtocolInfo.Tcp(
                    state,
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    Optional.empty()))
            .build());
  }

  private List<String> turn(ConntrackMessage event, Origin origin) {
    sent.clear();
    intake.conntrack(event, origin);
    mode.transmit(0);
    return List.copyOf(sent);
  }

  private int entries() {
    return caches.internalConntracks().stats().active();
  }

  @Test
  void packetsMakeEntriesThatThePeerHearsOf() {
    assertThat(turn(event(EventType.NEW, 1, 1), Origin.OTHER)).containsExactly("NEW");
    assertThat(turn(event(EventType.UPDATE, 1, 3), Origin.OTHER)).containsExactly("UPD");
    assertThat(entries()).isOne();
    assertThat(turn(event(EventType.DESTROY, 1, 7), Origin.OTHER)).containsExactly("DEL");
    assertThat(entries()).isZero();
    assertThat(turn(event(EventType.DESTROY, 1, 7), Origin.OTHER)).as("known already").isEmpty();
  }

  @Test
  void anUpdateOfSomethingUnknownMakesIt() {
    assertThat(turn(event(EventType.UPDATE, 2, 3), Origin.OTHER)).containsExactly("NEW");
  }

  @Test
  void thePeerIsNotToldWhatItToldUs() {
    assertThat(turn(event(EventType.NEW, 3, 3), Origin.COMMIT)).isEmpty();
    assertThat(entries()).isOne();
    assertThat(turn(event(EventType.DESTROY, 3, 3), Origin.FLUSH)).isEmpty();
    assertThat(entries()).isZero();
    assertThat(turn(event(EventType.NEW, 4, 3), Origin.INJECT)).isEmpty();
    assertThat(entries()).isZero();
  }

  @Test
  void aCommitBringsAnEntryWithoutAnEvent() {
    turn(event(EventType.NEW, 5, 3), Origin.OTHER);
    int entry =
        caches
            .internalConntracks()
            .find(new KernelConntrack(WireOptions.DEFAULT).of(event(EventType.NEW, 5, 3)));
    MemorySegment image =
        caches
            .internalConntracks()
            .block(entry)
            .asSlice(
                caches.internalConntracks().image(entry),
                caches.internalConntracks().imageLength(entry));
    MemorySegment copy = MemorySegment.ofArray(image.toArray(ValueLayout.JAVA_BYTE));
    caches.internalConntracks().clear();
    sent.clear();
    intake.committed(copy, 0, (int) copy.byteSize());
    mode.transmit(0);
    assertThat(entries()).isOne();
    assertThat(sent).isEmpty();
  }

  /// As when a connection's first datagram announces another.
  @Test
  void anExpectationWhoseMasterIsNotKnownYetIsLookedForLater() {
    ExpectMessage early = new ExpectMessage().wrap(KernelMessages.first("k6.18-exp-new-ftp4-pasv"));
    intake.expectation(early, Origin.OTHER);
    assertThat(caches.internalExpectations().size()).isZero();
    assertThat(intake.takeOrphaned()).isTrue();
    assertThat(intake.takeOrphaned()).isFalse();
    intake.announcing().expectation(early);
    assertThat(intake.takeOrphaned()).as("a dump does not ask for another one").isFalse();
  }

  /// Design, section 4: nothing per event allocates.
  @Test
  void anEventAllocatesNothing() {
    listens = false;
    ConntrackMessage fresh = event(EventType.NEW, 9, 1);
    ConntrackMessage update = event(EventType.UPDATE, 9, 3);
    ConntrackMessage end = event(EventType.DESTROY, 9, 7);
    life(fresh, update, end, 20_000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    life(fresh, update, end, 5_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).as("bytes for 15,000 events").isLessThan(1024);
  }

  private void life(
      ConntrackMessage fresh, ConntrackMessage update, ConntrackMessage end, int times) {
    for (int i = 0; i < times; i++) {
      intake.conntrack(fresh, Origin.OTHER);
      mode.transmit(0);
      intake.conntrack(update, Origin.OTHER);
      mode.transmit(0);
      intake.conntrack(end, Origin.OTHER);
      mode.transmit(0);
    }
  }
}
