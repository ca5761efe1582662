// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relatd.sync.wire.SyncMessage;

/// Gaps and replays with the numbers that a script sent to conntrackd 1.4.7, and the counters it
/// had afterwards (`*-malformed-vectors-udp4`, its last nine datagrams).
class SequenceRulesTest {
  private Node node;

  @AfterEach
  void close() {
    node.close();
  }

  private void data(int number, int key) {
    byte[] image = new byte[Flow.BYTES];
    new Flow(key, 1).write(MemorySegment.ofArray(image), 0);
    node.hear(w -> w.putData(SyncMessage.CT_NEW, 0, number, MemorySegment.ofArray(image), 0, 12));
  }

  private void range(int flags, int number, int from, int to) {
    node.hear(w -> w.putControl(flags, number, from, to));
  }

  private void hearRanges() {
    data(1043, 122);
    range(SyncMessage.NACK, 1044, 10, 5);
    range(SyncMessage.NACK, 1045, 5, 10);
    range(SyncMessage.ACK, 1046, 5, 10);
  }

  private void expect(long lost, long before) {
    assertThat(node.mode.sequence().lost()).as("lost").isEqualTo(lost);
    assertThat(node.mode.sequence().before()).as("before").isEqualTo(before);
  }

  @Test
  void notrackCountsGapsAndTakesReplays() {
    node = Node.notrack();
    hearRanges();
    assertThat(node.counters.malformed()).as("ranges mean nothing here").isEqualTo(3);
    expect(3 + 4, 0);
    long early = node.mode.sequence().lost();
    data(1048, 130);
    expect(early + 6, 0);
    data(1058, 131);
    expect(early + 17, 0);
    data(1058, 132);
    expect(early + 17, 1);
    data(1048, 133);
    expect(early + 17, 2);
    data(1059, 134);
    expect(early + 29, 2);
    assertThat(node.externalConntracks).containsOnlyKeys(122L, 130L, 131L, 132L, 133L, 134L);
  }

  @Test
  void ftfwCountsGapsAndDropsReplays() {
    node = Node.ftfw(300, 100);
    hearRanges();
    assertThat(node.counters.malformed()).as("NACK from 10 to 5").isEqualTo(1);
    long early = node.mode.sequence().lost();
    data(1048, 130);
    expect(early + 3, 0);
    data(1058, 131);
    expect(early + 14, 0);
    data(1058, 132);
    expect(early + 14, 1);
    data(1048, 133);
    expect(early + 14, 2);
    data(1059, 134);
    expect(early + 14, 2);
    assertThat(node.externalConntracks).containsOnlyKeys(122L, 130L, 131L, 134L);
  }

  @Test
  void numbersWrap() {
    node = Node.ftfw(300, 100);
    data(-1, 1);
    data(0, 2);
    data(2, 3);
    expect(3, 0);
    data(-1, 4);
    expect(3, 1);
    assertThat(node.externalConntracks).containsOnlyKeys(1L, 2L, 3L);
  }
}
