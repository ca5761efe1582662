// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Tuple;
import relatd.helper.Options;
import relatd.helper.dispatch.Dispatcher.Verdict;
import relatd.helper.packet.TestPackets;

class DecisionExecutorTest {
  private final Lab lab = new Lab();
  private int place;

  @Test
  void aGroupIsCreatedWholeOrNotAtAll() {
    lab.impossible = expectation -> port(expectation) == 5_002;
    Flow flow = open(Lab.plain());
    say(flow, "G 5000 4\n");
    assertThat(lab.table).isEmpty();
    assertThat(lab.log)
        .containsExactly(
            "expected 10.0.0.22:5000 60",
            "expected 10.0.0.22:5001 60",
            "withdrawn 10.0.0.22:5000",
            "withdrawn 10.0.0.22:5001");
    say(flow, "G 6000 4\n");
    assertThat(lab.table).hasSize(4);
  }

  @Test
  void underNatAGroupMovesAsOneWhenAnyOfItsPortsIsTaken() {
    lab.taken = expectation -> port(expectation) == 5_001;
    Flow flow = open(Lab.sourceNat("10.9.9.99"));
    assertThat(say(flow, "G 5000 2\n")).isEqualTo(Verdict.ACCEPT);
    assertThat(lab.table).hasSize(2);
    int first = port(lab.table.getFirst());
    assertThat(first).isNotEqualTo(5_000).isNotEqualTo(5_001).isEven().isBetween(1_024, 9_999);
    assertThat(port(lab.table.getLast())).isEqualTo(first + 1);
    assertThat(lab.table.getFirst().nat().orElseThrow().saved().port()).isEqualTo(5_000);
  }

  @Test
  void whatNeedNotComeThroughThisMachineIsNotExpected() {
    Flow flow = open(Lab.plain());
    say(flow, "A 5000\n");
    lab.between =
        (end, caller) -> !end.equals(Lab.CLIENT.address()) || !caller.equals(Lab.SERVER.address());
    say(flow, "A 5001\n");
    assertThat(lab.log).containsExactly("expected 10.0.0.22:5000 60");
  }

  @Test
  void aMasterIsKeptForWhatIsSaidOrAsLongAsItsExpectationsLive() {
    Flow flow = open(Lab.plain());
    say(flow, "K 300\n");
    say(flow, "K 0\n");
    assertThat(lab.kept).containsExactly(300, ToyHelper.POLICY.expectTimeout());
    assertThat(lab.log).isEmpty();
  }

  @Test
  void aDatagramIsDeliveredToAnotherPortAndTheNextOneToItsOwn() {
    Tuple tuple = Tuple.udp(Lab.CLIENT, Lab.SERVER);
    Flow flow = open(Connection.of(tuple));
    byte[] moved = "P 5062\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(lab.dispatch(flow, Direction.ORIGINAL, TestPackets.udp(tuple, moved, true)))
        .isEqualTo(Verdict.REPLACE);
    byte[] replaced = lab.replaced.get(lab.lastId());
    Tuple other = Tuple.udp(Lab.CLIENT, new Endpoint(Lab.SERVER.address(), 5_062));
    assertThat(replaced).isEqualTo(TestPackets.udp(other, moved, true));
    assertThat(lab.dispatch(flow, Direction.ORIGINAL, TestPackets.udp(tuple, new byte[1], true)))
        .isEqualTo(Verdict.ACCEPT);
    assertThat(lab.log).isEmpty();
  }

  @Test
  void segmentsAreDeliveredToTheirOwnPortWhateverIsSaid() {
    Flow flow = open(Lab.plain());
    assertThat(say(flow, "P 5062\n")).isEqualTo(Verdict.ACCEPT);
  }

  @Test
  void theSameOfferAgainIsARefreshAndNoSecondEntry() {
    Flow flow = open(Lab.plain());
    say(flow, "L 10.0.0.22 5000\nL 10.0.0.22 5000\n");
    assertThat(lab.table).hasSize(1);
    assertThat(lab.refreshed).containsEntry(lab.table.getFirst().withTimeout(60), 1);
    assertThat(lab.log).hasSize(1);
  }

  @Test
  void withoutTranslationAnotherConnectionsSameOfferIsGoodEnough() {
    lab.taken = expectation -> true;
    Flow flow = open(Lab.plain());
    assertThat(say(flow, "L 10.0.0.22 5000\n")).isEqualTo(Verdict.ACCEPT);
    assertThat(lab.counter("taken")).isEqualTo(1);
    assertThat(lab.counter("dropped")).isZero();
  }

  @Test
  void underNatATakenPortIsReplacedByAnotherInThePayload() {
    lab.taken = expectation -> port(expectation) == 5_000;
    Flow flow = open(Lab.sourceNat("10.9.9.99"));
    assertThat(say(flow, "L 10.0.0.22 5000\n")).isEqualTo(Verdict.REPLACE);
    int port = port(lab.table.getFirst());
    assertThat(port).isNotEqualTo(5_000);
    assertThat(lab.text(lab.lastId())).isEqualTo("L 10.9.9.99 " + port + "\n");
  }

  @Test
  void whenNoPortIsFreeThePacketIsDroppedOrPassedAsConfigured() {
    lab.taken = expectation -> true;
    Flow strict = open(Lab.sourceNat("10.9.9.99"));
    assertThat(say(strict, "L 10.0.0.22 5000\n")).isEqualTo(Verdict.DROP);
    assertThat(lab.counter("taken")).isEqualTo(129);
    place = 0;
    Flow lenient = lab.open(Lab.sourceNat("10.9.9.99"), Options.DEFAULTS, false);
    lab.shake(lenient);
    assertThat(say(lenient, "L 10.0.0.22 5000\n")).isEqualTo(Verdict.ACCEPT);
    assertThat(lab.log).hasSize(2);
    assertThat(lab.log.getLast()).startsWith("refused no port could be granted");
  }

  @Test
  void whenNothingCanBeCreatedNoPortIsSearchedFor() {
    lab.impossible = expectation -> true;
    Flow flow = open(Lab.sourceNat("10.9.9.99"));
    assertThat(say(flow, "L 10.0.0.22 5000\n")).isEqualTo(Verdict.DROP);
    assertThat(lab.counter("failed")).isEqualTo(1);
  }

  @Test
  void thirtyTwoRefusalsEndTheReadingAndWithdrawWhatWasOffered() {
    Flow flow = open(Lab.plain());
    say(flow, "L 10.0.0.22 5000\n");
    for (int i = 0; i < 31; i++) {
      say(flow, "R\n");
    }
    assertThat(lab.table).hasSize(1);
    assertThat(flow.isOpaque()).isFalse();
    say(flow, "R\nL 10.0.0.22 6000\n");
    assertThat(flow.isOpaque()).isTrue();
    assertThat(lab.table).isEmpty();
    assertThat(lab.counter("withdrawn")).isEqualTo(1);
  }

  @Test
  void fiveThousandDecisionsASecondAreEnough() {
    Flow flow = open(Lab.plain());
    for (int i = 0; i < 5_000; i++) {
      say(flow, "L 10.0.0.22 " + (5_000 + i) + "\n");
    }
    assertThat(flow.isOpaque()).isFalse();
    lab.nanos += 1_000_000_000L;
    for (int i = 5_000; i < 10_000; i++) {
      say(flow, "L 10.0.0.22 " + (5_000 + i) + "\n");
    }
    assertThat(flow.isOpaque()).isFalse();
    say(flow, "L 10.0.0.22 4999\n");
    assertThat(flow.isOpaque()).isTrue();
    assertThat(lab.log).endsWith("opaque more than 5000 offers a second");
  }

  @Test
  void aWithdrawalDeletesOnlyWhatThisFlowOffered() {
    Flow flow = open(Lab.plain());
    say(flow, "L 10.0.0.22 5000\nW\nW\n");
    assertThat(lab.table).isEmpty();
    assertThat(lab.log).containsExactly("expected 10.0.0.22:5000 60", "withdrawn 10.0.0.22:5000");
  }

  @Test
  void aDecisionToDropHolds() {
    Flow flow = open(Lab.plain());
    assertThat(say(flow, "D\nL 10.0.0.22 5000\n")).isEqualTo(Verdict.DROP);
    assertThat(lab.table).isEmpty();
  }

  @Test
  void moreRewritesThanCanBeRememberedAreNotSent() {
    Flow flow = open(Lab.sourceNat("10.9.9.99"));
    for (int i = 0; i < 8; i++) {
      assertThat(say(flow, "L 10.0.0.22 " + (5_000 + i) + "\n")).isEqualTo(Verdict.REPLACE);
    }
    assertThat(say(flow, "L 10.0.0.22 5008\n")).isEqualTo(Verdict.DROP);
    assertThat(lab.counter("faults")).isZero();
  }

  private Flow open(Connection connection) {
    Flow flow = lab.open(connection);
    lab.shake(flow);
    return flow;
  }

  private Verdict say(Flow flow, String text) {
    Verdict verdict = lab.client(flow, place, text);
    place += text.length();
    return verdict;
  }

  private static int port(Expectation expectation) {
    return expectation.tuple().destinationPort();
  }
}
