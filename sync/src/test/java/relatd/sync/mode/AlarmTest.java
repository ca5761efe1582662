// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relatd.sync.cache.Cache;
import relatd.sync.cache.CacheLimits;
import relatd.sync.wire.MalformedWire;
import relatd.sync.wire.SyncMessage;

class AlarmTest {
  private static final long TICK = Node.SECOND / 10;
  private static final int REFRESH = 4;

  private final Node node = Node.alarm(REFRESH);

  @AfterEach
  void close() {
    node.close();
  }

  /// The ticks, tenths of a second, in which something was sent, as often as it was.
  private List<Integer> sendTicks(int from, int to) {
    List<Integer> ticks = new ArrayList<>();
    for (int tick = from; tick < to; tick++) {
      node.mode.elapse(tick * TICK);
      for (String ignored : node.sent(tick * TICK)) {
        ticks.add(tick);
      }
    }
    return ticks;
  }

  @Test
  void anEntryIsRepeatedWithinTheRefreshTimeAndASecond() {
    node.conntrack(1, 1);
    List<Integer> ticks = sendTicks(0, 1000);
    assertThat(ticks).startsWith(0).hasSizeGreaterThan(1000 / (REFRESH + 1) / 10);
    for (int i = 1; i < ticks.size(); i++) {
      assertThat(ticks.get(i) - ticks.get(i - 1)).isBetween(12, (REFRESH + 1) * 10 + 1);
    }
  }

  /// The walk takes parts; still nobody is forgotten.
  @Test
  void manyEntriesAreAllRepeated() {
    for (int i = 0; i < 2000; i++) {
      node.conntrack(i, 1);
    }
    assertThat(sendTicks(0, 1)).hasSize(2000);
    try (Node peer = Node.alarm(REFRESH)) {
      node.link = batch -> peer.reception.datagram(batch.buffer(), 0, batch.size());
      sendTicks(1, (REFRESH + 2) * 10);
      assertThat(peer.externalConntracks).hasSize(2000);
    }
  }

  @Test
  void entriesOfADumpAreRepeatedToo() {
    node.conntracks.add(new Flow(1, 1));
    node.expectations.add(new Flow(2, 1));
    try (Node peer = Node.alarm(REFRESH)) {
      node.link = batch -> peer.reception.datagram(batch.buffer(), 0, batch.size());
      sendTicks(0, (REFRESH + 2) * 10);
      assertThat(peer.externalConntracks).containsOnlyKeys(1L);
      assertThat(peer.externalExpectations).containsOnlyKeys(2L);
    }
  }

  @Test
  void aDeleteIsSentOnce() {
    node.conntrack(1, 1);
    node.conntrackGone(1);
    assertThat(node.sent(0)).containsExactly("DEL 1000");
    assertThat(node.conntracks.size()).isZero();
    assertThat(sendTicks(1, 100)).isEmpty();
  }

  @Test
  void nothingIsAskedForAndNothingIsAnswered() {
    node.conntracks.add(new Flow(1, 1));
    node.mode.requestResync();
    node.mode.sendAll();
    node.hear(w -> w.putControl(SyncMessage.RESYNC, 7, 0, 0));
    assertThat(node.sent(0)).isEmpty();
    assertThat(node.resyncs).isZero();
  }

  @Test
  void flagsArePassedOverAndUnknownTypesCounted() {
    MemorySegment image = MemorySegment.ofArray(new byte[Flow.BYTES]);
    node.hear(w -> w.putData(SyncMessage.CT_NEW, SyncMessage.HELLO, 1, image, 0, 12));
    node.hear(w -> w.putControl(SyncMessage.ALIVE, 2));
    node.hear(w -> w.putControl(SyncMessage.ACK, 3, 1, 2));
    assertThat(node.externalConntracks).isEmpty();
    assertThat(node.counters.malformed()).isZero();
    node.hear(w -> w.putData(7, 0, 4, image, 0, 12));
    node.hear(w -> w.putControl(0, 5));
    assertThat(node.counters.of(MalformedWire.BAD_TYPE)).isEqualTo(2);
    assertThat(node.counters.malformed()).isEqualTo(2);
  }

  @Test
  void gapsAndReplaysAreTakenAndNotCounted() {
    MemorySegment image = MemorySegment.ofArray(new byte[Flow.BYTES]);
    for (int number : new int[] {10, 20, 20, 5}) {
      node.externalConntracks.clear();
      node.hear(w -> w.putData(SyncMessage.CT_NEW, 0, number, image, 0, 12));
      assertThat(node.externalConntracks).hasSize(1);
    }
    assertThat(node.mode.sequence().lost()).isZero();
    assertThat(node.mode.sequence().before()).isZero();
  }

  @Test
  void whatThePeerDoesNotRepeatRunsOut() {
    int[] seconds = {100};
    try (Cache<Flow> external =
        new Cache<>("external", Flow.TYPE, new CacheLimits(64, 1000, 7), () -> seconds[0])) {
      ExternalTimeout timeout = new ExternalTimeout(external, 3, 0);
      external.replace(new Flow(1, 1));
      external.replace(new Flow(2, 1));
      seconds[0] = 102;
      int repeated = external.updateForce(new Flow(2, 1));
      timeout.elapse(Node.SECOND, 102);
      assertThat(external.size()).isEqualTo(2);
      assertThat(timeout.left(repeated, 103)).isEqualTo(2);
      timeout.elapse(2 * Node.SECOND, 103);
      assertThat(external.find(new Flow(1, 0))).isEqualTo(Cache.NONE);
      assertThat(external.find(new Flow(2, 0))).isNotEqualTo(Cache.NONE);
      timeout.elapse(4 * Node.SECOND, 105);
      assertThat(external.size()).isZero();
    }
  }
}
