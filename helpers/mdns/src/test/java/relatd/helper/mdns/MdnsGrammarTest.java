// SPDX-License-Identifier: Apache-2.0
package relatd.helper.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Tuple;
import relatd.helper.Options;
import relatd.helper.contract.Dialogue;

class MdnsGrammarTest {
  private static final String QUESTION =
      "\u0000\u0000\u0000\u0000\u0000\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0001\u0000\u0001";
  private static final Tuple ASKED =
      Tuple.udp(
          new Endpoint(Address.of("10.1.2.3"), 50_000),
          new Endpoint(Address.of("224.0.0.251"), 5_353));

  @Test
  void theShortestQuestionIsOneAndNothingShorter() {
    assertThat(MdnsQuestion.isIn(Dialogue.payload(QUESTION))).isTrue();
    assertThat(MdnsQuestion.isIn(Dialogue.payload(QUESTION.substring(1)))).isFalse();
  }

  @Test
  void answersToATranslatedAskerAreLedBackWithoutTouchingTheirSource() {
    Endpoint outside = new Endpoint(Address.of("192.0.2.1"), 61_000);
    Dialogue dialogue =
        new Dialogue(new MdnsHelper(), Dialogue.sourceNat(ASKED, outside), Options.DEFAULTS);
    dialogue.client(QUESTION);
    Expectation expected = dialogue.expected().getFirst();
    assertThat(expected.tuple().destinationEndpoint()).isEqualTo(outside);
    assertThat(expected.nat())
        .contains(new Expectation.Nat(Direction.REPLY, ASKED.sourceEndpoint()));
    assertThat(expected.function()).isEqualTo("sip");
  }

  @Test
  void sameNetLetsTheAskersNeighboursAnswer() {
    Options options = new Options(1_024, false, List.of(), Map.of("SameNet", "on"));
    Dialogue dialogue = new Dialogue(new MdnsHelper(), Connection.of(ASKED), options);
    dialogue.client(QUESTION);
    Expectation expected = dialogue.expected().getFirst();
    assertThat(expected.tuple().source()).isEqualTo(Address.of("10.1.2.0"));
    assertThat(expected.mask().source()).isEqualTo(Address.of("255.255.255.0"));
  }
}
