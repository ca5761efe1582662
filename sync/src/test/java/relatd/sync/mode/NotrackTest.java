// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relatd.sync.wire.MalformedWire;
import relatd.sync.wire.SyncMessage;

class NotrackTest {
  private final Node node = Node.notrack();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void anEntryIsSentAsItIsWhenItIsSent() {
    node.conntrack(1, 1);
    node.conntrack(2, 1);
    node.conntrack(2, 2);
    node.expectation(3, 1);
    assertThat(node.sent(0)).containsExactly("NEW 1000", "UPD 1001", "EXP_NEW 1002");
    node.conntrack(1, 2);
    assertThat(node.sent(0)).containsExactly("UPD 1003");
  }

  @Test
  void theDeadGoWithTheirDelete() {
    node.conntrack(1, 1);
    node.sent(0);
    node.conntrackGone(1);
    assertThat(node.conntracks.size()).isEqualTo(1);
    assertThat(node.sent(0)).containsExactly("DEL 1001");
    assertThat(node.conntracks.size()).isZero();
  }

  @Test
  void eachSecondOfSilenceIsBroken() {
    node.mode.elapse(Node.SECOND - 1);
    assertThat(node.sent(0)).isEmpty();
    node.mode.elapse(Node.SECOND);
    assertThat(node.sent(Node.SECOND)).containsExactly("ALIVE 1000");
    node.conntrack(1, 1);
    node.sent(Node.SECOND + 500);
    assertThat(node.mode.deadline()).isEqualTo(2 * Node.SECOND + 500);
    node.mode.elapse(2 * Node.SECOND);
    assertThat(node.sent(2 * Node.SECOND)).isEmpty();
  }

  @Test
  void aResyncSendsEverything() {
    node.conntrack(1, 1);
    node.expectation(2, 1);
    node.sent(0);
    node.hear(w -> w.putControl(SyncMessage.RESYNC, 7, 0, 0));
    assertThat(node.sent(0)).containsExactly("NEW 1002", "EXP_NEW 1003");
    node.mode.requestResync();
    assertThat(node.sent(0)).containsExactly("RESYNC 1004");
  }

  @Test
  void moreThanABatchLeavesInSeveral() {
    int[] batches = {0};
    node.link = batch -> batches[0]++;
    for (int i = 0; i < 1000; i++) {
      node.conntrack(i, 1);
    }
    assertThat(node.sent(0)).hasSize(1000).startsWith("NEW 1000").endsWith("NEW 1999");
    assertThat(batches[0]).isGreaterThan(1);
  }

  @Test
  void acknowledgementsMeanNothingHere() {
    node.hear(w -> w.putControl(SyncMessage.ACK, 7, 1, 2));
    node.hear(w -> w.putControl(SyncMessage.NACK, 8, 1, 2));
    node.hear(w -> w.putControl(SyncMessage.ALIVE, 9));
    assertThat(node.counters.of(MalformedWire.MALFORMED_HEADER)).isEqualTo(2);
    assertThat(node.mode.sequence().lost()).as("ALIVE is the first number taken").isZero();
  }

  @Test
  void greetingsAreTolerated() {
    node.hear(w -> w.putControl(SyncMessage.ALIVE | SyncMessage.HELLO, 9));
    node.hear(w -> w.putControl(SyncMessage.ALIVE | SyncMessage.HELLO_BACK, 10));
    assertThat(node.counters.malformed()).isZero();
    node.conntrack(1, 1);
    assertThat(node.sent(0)).containsExactly("NEW 1000");
  }
}
