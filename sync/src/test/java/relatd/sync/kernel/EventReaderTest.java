// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relatd.conf.ExpectationSync;
import relatd.conf.Filter;
import relatd.conntrack.EventType;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;
import relatd.sync.wire.KernelMessages;

class EventReaderTest {
  private static final byte[] CONNTRACK = KernelMessages.bytes("k6.18-ct-new-tcp4-snat");
  private static final byte[] EXPECTATION = KernelMessages.bytes("k6.18-exp-new-ftp4-port-snat");

  private final RecordedEvents source = new RecordedEvents(100);
  private final CountingEvents events = new CountingEvents();
  private final Origins origins = new Origins();

  @AfterEach
  void close() {
    source.close();
  }

  @Test
  void handsConntracksAndExpectationsOn() {
    try (EventReader reader = reader(EventFilter.ALL)) {
      source.play(CONNTRACK);
      source.play(EXPECTATION);
      source.play(KernelMessages.bytes("k6.18-ct-destroy-tcp4-snat"));
      assertThat(reader.read()).isEqualTo(3);
      assertThat(events.conntracks[EventType.NEW.ordinal()]).isOne();
      assertThat(events.conntracks[EventType.DESTROY.ordinal()]).isOne();
      assertThat(events.expectations[EventType.NEW.ordinal()]).isOne();
      assertThat(reader.counters().received()).isEqualTo(3);
      assertThat(reader.counters().reads()).isOne();
    }
  }

  @Test
  void aTurnEndsAtTheIterationLimit() {
    try (EventReader reader = reader(EventFilter.ALL)) {
      for (int i = 0; i < 150; i++) {
        source.play(CONNTRACK);
      }
      assertThat(reader.read()).isBetween(100, 128);
      assertThat(reader.read()).isBetween(22, 50);
      assertThat(reader.read()).isZero();
    }
  }

  /// Whoever takes events sees what comes before it comes, and all in the order of the kernel.
  @Test
  void conntracksAreShownBeforeTheyAreToldOf() {
    List<String> told = new ArrayList<>();
    int run = EventReader.LONGEST_RUN;
    try (EventReader reader = reader(EventFilter.ALL, new Diary(told))) {
      for (int i = 0; i < run + 2; i++) {
        source.play(CONNTRACK);
      }
      source.play(EXPECTATION);
      source.play(CONNTRACK);
      reader.read();
    }
    List<String> expected = new ArrayList<>(List.of("coming " + run));
    expected.addAll(Collections.nCopies(run, "conntrack"));
    expected.addAll(List.of("coming 2", "conntrack", "conntrack", "expectation", "conntrack"));
    assertThat(told).isEqualTo(expected);
  }

  private record Diary(List<String> told) implements KernelEvents {
    @Override
    public void coming(ConntrackMessage[] events, int count) {
      told.add("coming " + count);
    }

    @Override
    public void conntrack(ConntrackMessage event, Origin origin) {
      told.add("conntrack");
    }

    @Override
    public void expectation(ExpectMessage event, Origin origin) {
      told.add("expectation");
    }

    @Override
    public void resyncNeeded() {}
  }

  @Test
  void tellsWhoCausedAnEvent() {
    byte[] ours = CONNTRACK.clone();
    ours[12] = 77;
    ours[13] = 0;
    ours[14] = 0;
    ours[15] = 0;
    origins.register(77, Origin.COMMIT);
    try (EventReader reader = reader(EventFilter.ALL)) {
      source.play(ours);
      source.play(CONNTRACK);
      reader.read();
      assertThat(events.origins[Origin.COMMIT.ordinal()]).isOne();
      assertThat(events.origins[Origin.OTHER.ordinal()]).isOne();
    }
  }

  @Test
  void countsWhatTheFilterRefuses() {
    Filter udp =
        new Filter(
            false,
            Optional.of(new Filter.Rule<>(true, List.of(new Filter.Protocol("UDP", 17)))),
            Optional.empty(),
            Optional.empty());
    try (EventReader reader =
        reader(new EventFilter(udp, new ExpectationSync.Only(List.of("sip"))))) {
      source.play(CONNTRACK);
      source.play(EXPECTATION);
      reader.read();
      assertThat(reader.counters().filtered()).isEqualTo(2);
      assertThat(events.sum).isZero();
    }
  }

  @Test
  void anyCutOfAnEventIsCountedAndNothingElse() {
    try (EventReader reader = reader(EventFilter.ALL)) {
      for (int length = 1; length < CONNTRACK.length; length++) {
        source.play(Arrays.copyOf(CONNTRACK, length));
        reader.read();
      }
      assertThat(reader.counters().malformed()).isEqualTo(CONNTRACK.length - 1);
      assertThat(events.sum).isZero();
    }
  }

  @Test
  void anOversizedEventIsCounted() {
    try (EventReader reader = reader(EventFilter.ALL)) {
      source.play(Arrays.copyOf(CONNTRACK, EventReader.LONGEST_EVENT + 1));
      source.play(CONNTRACK);
      reader.read();
      assertThat(reader.counters().malformed()).isOne();
      assertThat(reader.counters().conntracks()).isOne();
    }
  }

  @Test
  void silentDropsNeedAResyncWhereTheKernelDoesNotTellOfThem() {
    try (EventReader reader = reader(EventFilter.ALL)) {
      source.drops = 5;
      reader.checkDrops();
      assertThat(events.resyncs).isZero();
      source.reliable = true;
      source.drops = 7;
      reader.checkDrops();
      reader.checkDrops();
      assertThat(events.resyncs).isOne();
      assertThat(reader.counters().dropped()).isEqualTo(7);
    }
  }

  @Test
  void anEventAllocatesNothing() {
    Filter everything =
        new Filter(
            false,
            Optional.of(new Filter.Rule<>(false, List.of(new Filter.Protocol("UDP", 17)))),
            Optional.of(new Filter.Rule<>(false, List.of(Networks.of("192.0.2.0/24")))),
            Optional.of(new Filter.Rule<>(false, List.of(Filter.TcpState.TIME_WAIT))));
    EventFilter filter =
        new EventFilter(everything, new ExpectationSync.Only(List.of("sip", "FT")));
    try (EventReader reader = reader(filter)) {
      assertThat(leastAllocated(reader, CONNTRACK)).isZero();
      assertThat(leastAllocated(reader, EXPECTATION)).isZero();
      assertThat(reader.counters().filtered()).isZero();
      assertThat(reader.counters().malformed()).isZero();
    }
  }

  /// Bytes beyond those of the system calls themselves: until the linker's stub is compiled at the
  /// highest level, each allocates 40.
  private long leastAllocated(EventReader reader, byte[] event) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int run = 0; run < 200; run++) {
      source.play(event);
      for (int i = 1; i < 50; i++) {
        source.play(event.length);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      int read = reader.read();
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(read).isEqualTo(50);
      least = run < 20 ? least : Math.min(least, allocated);
    }
    return Math.max(0, least - 40);
  }

  private EventReader reader(EventFilter filter) {
    return reader(filter, events);
  }

  private EventReader reader(EventFilter filter, KernelEvents events) {
    return new EventReader(source, origins, filter, events, new Moderation(0));
  }
}
