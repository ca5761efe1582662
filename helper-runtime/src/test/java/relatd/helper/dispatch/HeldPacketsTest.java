// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Direction;
import relatd.helper.Options;
import relatd.helper.dispatch.Dispatcher.Verdict;
import relatd.helper.packet.TestPackets.Flag;

/// An offer that NAT has to rewrite, in more than one segment.
class HeldPacketsTest {
  private static final long DEADLINE = 300_000_000L;

  private final Lab lab = new Lab();

  @Test
  void anOfferInTwoSegmentsIsRewrittenAcrossTheirBorder() {
    Flow flow = open("10.9.9.99");
    assertThat(lab.client(flow, 0, "L 10.0.")).isEqualTo(Verdict.HOLD);
    int first = lab.lastId();
    assertThat(lab.dispatcher.isHolding()).isTrue();
    assertThat(lab.client(flow, 7, "0.22 5000\n")).isEqualTo(Verdict.REPLACE);
    assertThat(lab.text(first) + "|" + lab.text(lab.lastId())).isEqualTo("L 10.9.|9.99 5000\n");
    assertThat(lab.dispatcher.isHolding()).isFalse();
    assertThat(lab.log).containsExactly("expected 10.9.9.99:5000 60");
  }

  @Test
  void aGrowingOfferGrowsInItsLastSegment() {
    Flow flow = open("10.99.99.199");
    int[] ids = new int[4];
    String[] parts = {"L 1", "0.0.0.2", "2 50", "00\n"};
    int place = 0;
    for (int i = 0; i < parts.length; i++) {
      assertThat(lab.client(flow, place, parts[i]))
          .isEqualTo(i < 3 ? Verdict.HOLD : Verdict.REPLACE);
      ids[i] = lab.lastId();
      place += parts[i].length();
    }
    String all = "";
    for (int id : ids) {
      all += lab.text(id) + "|";
    }
    assertThat(all).isEqualTo("L 1|0.99.99|.199| 5000\n|");
  }

  @Test
  void aShrinkingOfferIsWrittenToo() {
    Flow flow = open("1.1.1.1");
    lab.client(flow, 0, "L 10.0.0.22 ");
    int first = lab.lastId();
    assertThat(lab.client(flow, 12, "5000\n")).isEqualTo(Verdict.REPLACE);
    assertThat(lab.text(first) + lab.text(lab.lastId())).isEqualTo("L 1.1.1.1 5000\n");
  }

  @Test
  void whatCannotBeAnOfferIsNotHeld() {
    Flow flow = open("10.9.9.99");
    assertThat(lab.client(flow, 0, "hello")).isEqualTo(Verdict.ACCEPT);
    assertThat(lab.client(flow, 5, "\nL")).isEqualTo(Verdict.HOLD);
  }

  @Test
  void withoutTranslationNothingIsHeld() {
    Flow flow = lab.open(Lab.plain());
    lab.shake(flow);
    assertThat(lab.client(flow, 0, "L 10.0.")).isEqualTo(Verdict.ACCEPT);
    assertThat(lab.client(flow, 7, "0.22 5000\n")).isEqualTo(Verdict.ACCEPT);
    assertThat(lab.table).hasSize(1);
  }

  @Test
  void afterTheDeadlineHalfAnOfferIsDroppedAndReadAgainWhenItIsSentAgain() {
    Flow flow = open("10.9.9.99");
    lab.client(flow, 0, "L 10.0.");
    int first = lab.lastId();
    lab.dispatcher.expire(DEADLINE - 1);
    assertThat(lab.verdicts.get(first)).isEqualTo("HOLD");
    lab.dispatcher.expire(DEADLINE);
    assertThat(lab.verdicts.get(first)).isEqualTo("DROP");
    assertThat(lab.dispatcher.isHolding()).isFalse();
    assertThat(lab.counter("held-dropped")).isEqualTo(1);
    assertThat(lab.client(flow, 0, "L 10.0.0.22 5000\n")).isEqualTo(Verdict.REPLACE);
    assertThat(lab.text(lab.lastId())).isEqualTo("L 10.9.9.99 5000\n");
  }

  @Test
  void theDeadlineIsTheConfigurations() {
    Options options = new Options(1_024, false, List.of(), Map.of("Deadline", "50"));
    Flow flow = lab.open(Lab.sourceNat("10.9.9.99"), options, true);
    lab.shake(flow);
    lab.client(flow, 0, "L 10.0.");
    lab.dispatcher.expire(49_999_999L);
    assertThat(lab.dispatcher.isHolding()).isTrue();
    lab.dispatcher.expire(50_000_000L);
    assertThat(lab.dispatcher.isHolding()).isFalse();
  }

  @Test
  void aLineBeforeADroppedHalfIsNotReadTwice() {
    Flow flow = open("10.9.9.99");
    lab.client(flow, 0, "L 10.0.0.22 5000\nL 10");
    lab.dispatcher.expire(DEADLINE);
    assertThat(lab.client(flow, 0, "L 10.0.0.22 5000\nL 10.0.0.22 6000\n"))
        .isEqualTo(Verdict.REPLACE);
    assertThat(lab.text(lab.lastId())).isEqualTo("L 10.9.9.99 5000\nL 10.9.9.99 6000\n");
    assertThat(lab.log).containsExactly("expected 10.9.9.99:5000 60", "expected 10.9.9.99:6000 60");
  }

  @Test
  void moreThanSixteenAreDroppedTogetherAndComeBackAsFewer() {
    Flow flow = open("10.9.9.99");
    String line = "L 10.0.0.22 5000 ";
    for (int i = 0; i < 16; i++) {
      assertThat(lab.client(flow, i, line.substring(i, i + 1))).isEqualTo(Verdict.HOLD);
    }
    assertThat(lab.client(flow, 16, " ")).isEqualTo(Verdict.DROP);
    int first = lab.lastId() - 16;
    assertThat(lab.verdicts.get(first)).isEqualTo("DROP");
    assertThat(lab.dispatcher.isHolding()).isFalse();
    assertThat(lab.client(flow, 0, "L 10.0.0.2")).isEqualTo(Verdict.HOLD);
    assertThat(lab.client(flow, 10, "2 5000\n")).isEqualTo(Verdict.REPLACE);
    assertThat(lab.text(lab.lastId() - 1) + lab.text(lab.lastId())).isEqualTo("L 10.9.9.99 5000\n");
  }

  @Test
  void aRetransmissionOfAHeldSegmentIsDroppedAndOneOfAnOlderPasses() {
    Flow flow = open("10.9.9.99");
    lab.client(flow, 0, "hello\n");
    lab.client(flow, 6, "L 10.0.");
    assertThat(lab.client(flow, 6, "L 10.0.")).isEqualTo(Verdict.DROP);
    assertThat(lab.client(flow, 0, "hello\n")).isEqualTo(Verdict.ACCEPT);
    assertThat(lab.dispatcher.isHolding()).isTrue();
  }

  @Test
  void aSegmentBeforeItsTurnDoesNotPassAndDoesNotEndTheWaiting() {
    Flow flow = open("10.9.9.99");
    lab.client(flow, 0, "L 10.0.");
    assertThat(lab.client(flow, 12, "5000\n")).isEqualTo(Verdict.DROP);
    assertThat(lab.dispatcher.isHolding()).isTrue();
    assertThat(lab.client(flow, 7, "0.22 ")).isEqualTo(Verdict.HOLD);
    int middle = lab.lastId();
    assertThat(lab.client(flow, 12, "5000\n")).isEqualTo(Verdict.REPLACE);
    assertThat(lab.text(middle)).isEqualTo("9.99 ");
  }

  @Test
  void aFlowThatTurnsOpaqueSetsItsPacketsFree() {
    Flow flow = open("10.9.9.99");
    lab.client(flow, 0, "L 10.0.");
    int held = lab.lastId();
    lab.server(flow, 0, "O\n");
    assertThat(flow.isOpaque()).isTrue();
    lab.client(flow, 7, "x");
    assertThat(lab.verdicts.get(held)).isEqualTo("ACCEPT");
    assertThat(lab.dispatcher.isHolding()).isFalse();
  }

  @Test
  void aSecondContentOfAHeldSegmentSetsItFree() {
    Flow flow = open("10.9.9.99");
    lab.client(flow, 0, "L 10.0.");
    int held = lab.lastId();
    lab.client(flow, 0, "L 11.0.");
    assertThat(flow.isOpaque()).isTrue();
    assertThat(lab.verdicts.get(held)).isEqualTo("ACCEPT");
  }

  @Test
  void aClosedConnectionLeavesNothingHeld() {
    Flow flow = open("10.9.9.99");
    lab.client(flow, 0, "L 10.0.");
    int held = lab.lastId();
    lab.dispatcher.close(flow);
    assertThat(lab.verdicts.get(held)).isEqualTo("ACCEPT");
    assertThat(lab.dispatcher.isHolding()).isFalse();
  }

  @Test
  void anOfferThatCannotBeWrittenBlocksItsDirection() {
    lab.taken = expectation -> true;
    Flow flow = open("10.9.9.99");
    lab.client(flow, 0, "L 10.0.");
    int held = lab.lastId();
    assertThat(lab.client(flow, 7, "0.22 5000\n")).isEqualTo(Verdict.DROP);
    assertThat(lab.verdicts.get(held)).isEqualTo("DROP");
    assertThat(lab.client(flow, 0, "L 10.0.0.22 5000\n")).isEqualTo(Verdict.DROP);
    assertThat(lab.server(flow, 0, "hello\n")).isEqualTo(Verdict.ACCEPT);
    assertThat(lab.tcp(flow, Direction.ORIGINAL, 1_000, 5_006, "", Flag.ACK))
        .as("its acknowledgements pass")
        .isEqualTo(Verdict.ACCEPT);
  }

  private Flow open(String address) {
    Flow flow = lab.open(Lab.sourceNat(address));
    lab.shake(flow);
    return flow;
  }
}
