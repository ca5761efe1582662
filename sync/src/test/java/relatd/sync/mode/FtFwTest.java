// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import relatd.sync.wire.SyncMessage;

class FtFwTest {
  private Node node = Node.ftfw(4, 8);

  @AfterEach
  void close() {
    node.close();
  }

  private FtFw mode() {
    return (FtFw) node.mode;
  }

  private void alive(int flags, int number) {
    node.hear(w -> w.putControl(SyncMessage.ALIVE | flags, number));
  }

  private void range(int flags, int number, int from, int to) {
    node.hear(w -> w.putControl(flags, number, from, to));
  }

  /// Brings the node to where neither side greets: it has sent 1000, heard 500.
  private void greet() {
    node.mode.elapse(Node.SECOND);
    assertThat(node.sent(Node.SECOND)).containsExactly("ALIVE+HELLO 1000");
    alive(SyncMessage.HELLO_BACK, 500);
  }

  @Test
  void everyMessageGreetsUntilItIsAnswered() {
    node.conntrack(1, 1);
    assertThat(node.sent(0)).containsExactly("NEW+HELLO 1000");
    node.conntrack(1, 2);
    assertThat(node.sent(0)).containsExactly("UPD+HELLO 1001");
    alive(SyncMessage.HELLO_BACK, 7);
    node.conntrack(1, 3);
    assertThat(node.sent(0)).containsExactly("UPD 1002");
  }

  @Test
  void oneMessageAnswersAGreeting() {
    greet();
    alive(SyncMessage.HELLO, 501);
    node.conntrack(1, 1);
    node.conntrack(2, 1);
    assertThat(node.sent(0)).containsExactly("NEW+BACK 1001", "NEW 1002");
  }

  @Test
  void anAnswerBeforeTheGreetingIsIgnored() {
    alive(SyncMessage.HELLO_BACK, 7);
    node.conntrack(1, 1);
    assertThat(node.sent(0)).containsExactly("NEW+HELLO 1000");
  }

  @Test
  void aPeerThatBeginsAnewIsFollowedToItsNumbers() {
    greet();
    node.conntrack(1, 1);
    node.conntrackGone(1);
    node.sent(0);
    assertThat(node.conntracks.size()).isEqualTo(1);
    alive(SyncMessage.HELLO, 20);
    assertThat(mode().unacknowledged()).isZero();
    assertThat(node.sent(0)).as("what it never acknowledged").containsExactly("DEL+BACK 1002");
    alive(0, 21);
    assertThat(node.mode.sequence().before()).isZero();
    assertThat(node.mode.sequence().lost()).isZero();
    range(SyncMessage.ACK, 22, 1002, 1002);
    assertThat(node.conntracks.size()).isZero();
  }

  @Test
  void whileThePeerGoesOnGreetingItsNumbersCount() {
    greet();
    node.conntrack(1, 1);
    node.sent(0);
    alive(SyncMessage.HELLO, 20);
    node.sent(0);
    alive(SyncMessage.HELLO, 23);
    assertThat(node.sent(0))
        .as("nothing again, but for what is missing")
        .containsExactly("ACK+BACK 1003 20..20", "NACK 1004 21..22");
    alive(SyncMessage.HELLO, 22);
    assertThat(node.sent(0)).as("late").isEmpty();
    assertThat(node.mode.sequence().lost()).isZero();
  }

  @Test
  void whatAnAcknowledgementPassesOverIsSentAgain() {
    greet();
    node.conntrack(1, 1);
    node.sent(0);
    node.conntrack(2, 1);
    node.mode.requestResync();
    node.sent(0);
    node.expectation(3, 1);
    node.sent(0);
    range(SyncMessage.ACK, 501, 1004, 1004);
    assertThat(node.sent(0)).containsExactly("NEW 1005", "NEW 1006", "RESYNC 1007");
    range(SyncMessage.ACK, 502, 1005, 1007);
    assertThat(mode().unacknowledged()).isZero();
  }

  @Test
  void silenceIsAcknowledgedOrBroken() {
    greet();
    node.mode.elapse(2 * Node.SECOND - 1);
    assertThat(node.sent(0)).isEmpty();
    node.mode.elapse(2 * Node.SECOND);
    assertThat(node.sent(2 * Node.SECOND)).containsExactly("ACK 1001 500..500");
    node.mode.elapse(3 * Node.SECOND);
    assertThat(node.sent(3 * Node.SECOND)).containsExactly("ALIVE 1002");
  }

  @Test
  void aFullWindowIsAcknowledged() {
    greet();
    alive(0, 501);
    alive(0, 502);
    assertThat(node.sent(0)).isEmpty();
    alive(0, 503);
    assertThat(node.sent(0)).containsExactly("ACK 1001 500..503");
    alive(0, 504);
    assertThat(node.sent(0)).isEmpty();
  }

  /// As in the dialogue with a scripted peer: 5005 to 5006 there, then 5010.
  @Test
  void aGapIsAcknowledgedUpToAndAskedFor() {
    greet();
    alive(0, 501);
    alive(0, 505);
    assertThat(node.sent(0)).containsExactly("ACK 1001 500..501", "NACK 1002 502..504");
    node.mode.elapse(2 * Node.SECOND);
    assertThat(node.sent(0)).containsExactly("ACK 1003 505..505");
  }

  /// The peer has acknowledged what came behind it, so it never heard of the gap.
  @Test
  void aNackThatGotLostIsRepeatedUntilItIsAcknowledged() {
    greet();
    alive(0, 505);
    assertThat(node.sent(0)).containsExactly("ACK 1001 500..500", "NACK 1002 501..504");
    node.conntrack(1, 1);
    assertThat(node.sent(0)).containsExactly("NEW 1003");
    range(SyncMessage.ACK, 506, 1003, 1003);
    assertThat(node.sent(0)).containsExactly("NACK 1004 501..504");
    range(SyncMessage.ACK, 507, 1004, 1004);
    assertThat(node.sent(0)).isEmpty();
  }

  @Test
  void aPeerThatNeverAcknowledgesANackIsNotAskedForEver() {
    greet();
    alive(0, 505);
    node.sent(0);
    int nacks = 0;
    for (int number = 506; number < 606; number++) {
      range(SyncMessage.ACK, number, 900_000, 900_000);
      nacks += (int) node.sent(0).stream().filter(text -> text.startsWith("NACK ")).count();
    }
    assertThat(nacks).isEqualTo(15);
    assertThat(mode().unacknowledged()).isLessThan(3);
  }

  @Test
  void aWindowOfOneStaysOneAfterAGap() {
    node.close();
    node = Node.ftfw(1, 8);
    alive(0, 500);
    alive(0, 502);
    node.sent(0);
    alive(0, 503);
    assertThat(node.sent(0)).containsExactly("ACK+HELLO 1002 502..503");
  }

  @Test
  void whatIsMissedIsSentAgainAsItIsNow() {
    greet();
    node.conntrack(1, 1);
    node.expectation(9, 1);
    node.conntrack(2, 1);
    assertThat(node.sent(0)).containsExactly("NEW 1001", "NEW 1002", "EXP_NEW 1003");
    node.conntrack(1, 2);
    assertThat(node.sent(0)).containsExactly("UPD 1004");
    range(SyncMessage.NACK, 501, 1001, 1003);
    assertThat(node.sent(0)).as("1001 is superseded").containsExactly("NEW 1005", "EXP_NEW 1006");
    range(SyncMessage.NACK, 502, 1001, 1003);
    assertThat(node.sent(0)).isEmpty();
  }

  @Test
  void controlMessagesAreSentAgainWithoutTheOldGreeting() {
    node.mode.requestResync();
    assertThat(node.sent(0)).containsExactly("RESYNC+HELLO 1000");
    range(SyncMessage.NACK | SyncMessage.HELLO_BACK, 500, 1000, 1000);
    assertThat(node.sent(0)).containsExactly("RESYNC 1001");
  }

  @Test
  void theDeadStayUntilTheirDeleteIsAcknowledged() {
    greet();
    node.conntrack(1, 1);
    node.conntrackGone(1);
    assertThat(node.sent(0)).as("new and gone in one turn").containsExactly("DEL 1001");
    assertThat(node.conntracks.size()).isEqualTo(1);
    range(SyncMessage.ACK, 501, 1001, 1001);
    assertThat(node.conntracks.size()).isZero();
    assertThat(mode().unacknowledged()).isZero();
  }

  @Test
  void theOldestGivesWayInAFullResendQueue() {
    greet();
    node.expectation(1, 1);
    node.sent(0);
    for (int i = 1; i <= 8; i++) {
      node.conntrack(i, 1);
    }
    node.sent(0);
    assertThat(mode().unacknowledged()).isEqualTo(8);
    assertThat(mode().resendLevel().noSpace()).isEqualTo(1);
    range(SyncMessage.NACK, 501, 1001, 1009);
    assertThat(node.sent(0)).hasSize(8).allMatch(text -> text.startsWith("NEW "));
  }

  @Test
  void whatIsUnacknowledgedIsListedInTheOrderItWasSent() {
    greet();
    node.mode.requestResync();
    node.expectation(1, 1);
    node.sent(0);
    node.conntrack(2, 1);
    node.mode.requestResync();
    node.sent(0);
    node.conntrack(3, 1);
    node.sent(0);
    List<String> listed = new ArrayList<>();
    mode()
        .listUnacknowledged(
            new ResendListing() {
              @Override
              public void entry(int number) {
                listed.add("object " + number);
              }

              @Override
              public void control(int number, int flags) {
                listed.add("control " + number + " " + flags);
              }
            });
    assertThat(listed)
        .containsExactly(
            "object 1001", "control 1002 2", "object 1003", "control 1004 2", "object 1005");
  }

  @Test
  void aResyncSendsEverythingBeforeItIsAcknowledged() {
    greet();
    node.conntrack(1, 1);
    node.expectation(2, 1);
    node.sent(0);
    alive(0, 501);
    alive(0, 502);
    range(SyncMessage.RESYNC, 503, 0, 0);
    assertThat(node.resyncs).isEqualTo(1);
    assertThat(node.sent(0)).containsExactly("NEW 1003", "EXP_NEW 1004", "ACK 1005 500..503");
  }

  @Test
  void aMalformedRangeMovesNothing() {
    greet();
    range(SyncMessage.ACK, 510, 9, 3);
    assertThat(node.counters.malformed()).isEqualTo(1);
    alive(0, 501);
    assertThat(node.sent(0)).as("no gap was accepted").isEmpty();
  }

  @Test
  void malformedAttributesAreCountedAndTheNumberIsTaken() {
    greet();
    MemorySegment image = MemorySegment.ofArray(new byte[8]);
    node.hear(w -> w.putData(SyncMessage.CT_NEW, 0, 501, image, 0, 8));
    assertThat(node.counters.malformed()).isEqualTo(1);
    alive(0, 502);
    assertThat(node.mode.sequence().lost()).isZero();
  }
}
