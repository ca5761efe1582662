// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Tuple;
import relatd.helper.Options;
import relatd.helper.contract.Dialogue;

class SaneGrammarTest {
  @Test
  void aPortThatHadToMoveIsWrittenInPlace() {
    Tuple asked =
        Tuple.tcp(
            new Endpoint(Address.of("10.0.0.2"), 40_000),
            new Endpoint(Address.of("10.0.1.2"), 6_566));
    Endpoint outside = new Endpoint(Address.of("192.0.2.1"), 40_000);
    Dialogue dialogue =
        new Dialogue(new SaneHelper(), Dialogue.sourceNat(asked, outside), Options.DEFAULTS);
    dialogue.client("\0\0\0\0\1\1\0\3\0\0\0\0");
    dialogue.server("\0\0\0\0\1\1\0\3");
    dialogue.client("\0\0\0\7\0\0\0\0");
    dialogue.server("\0\0\0\0\0\0\u00c3\u0050\0\0\u0012\u0034\0\0\0\0");
    assertThat(dialogue.expected().getFirst().tuple().destinationPort()).isEqualTo(50_000);
    assertThat(dialogue.rewritten(new Endpoint(Address.of("10.0.1.2"), 50_001), false))
        .contains("\0\0\0\0\0\0\u00c3\u0051\0\0\u0012\u0034\0\0\0\0");
  }
}
