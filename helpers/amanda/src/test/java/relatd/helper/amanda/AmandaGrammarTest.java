// SPDX-License-Identifier: Apache-2.0
package relatd.helper.amanda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Tuple;
import relatd.helper.Decision;
import relatd.helper.Options;
import relatd.helper.contract.Dialogue;

class AmandaGrammarTest {
  @Test
  void aPortThatHadToMoveIsWrittenInWhateverLength() {
    Tuple asked =
        Tuple.udp(
            new Endpoint(Address.of("10.0.0.2"), 850),
            new Endpoint(Address.of("10.0.1.2"), 10_080));
    Endpoint outside = new Endpoint(Address.of("192.0.2.1"), 850);
    Dialogue dialogue =
        new Dialogue(new AmandaHelper(), Dialogue.sourceNat(asked, outside), Options.DEFAULTS);
    dialogue.server("Amanda 2.6 REP HANDLE 1 SEQ 2\nCONNECT DATA 50001 MESG 50002\n");
    assertThat(dialogue.expected()).hasSize(2);
    assertThat(dialogue.rewritten(new Endpoint(Address.of("10.0.1.2"), 999), true))
        .contains("Amanda 2.6 REP HANDLE 1 SEQ 2\nCONNECT DATA 999 MESG 50002\n");
  }

  @Test
  void anAnswerKeepsItsConnectionWhileTheBackupRuns() {
    Tuple asked =
        Tuple.udp(
            new Endpoint(Address.of("10.0.0.2"), 850),
            new Endpoint(Address.of("10.0.1.2"), 10_080));
    Dialogue dialogue = new Dialogue(new AmandaHelper(), Connection.of(asked), Options.DEFAULTS);
    assertThat(dialogue.client("Amanda 2.6 REQ HANDLE 1 SEQ 2\nSERVICE sendbackup\n")).isEmpty();
    assertThat(dialogue.server("Amanda 2.6 ACK HANDLE 1 SEQ 2\n")).isEmpty();
    assertThat(dialogue.server("Amanda 2.6 REP HANDLE 1 SEQ 2\nOPTIONS ;\n"))
        .containsExactly(new Decision.KeepMaster(300));
    assertThat(dialogue.server("Amanda 2.6 REP HANDLE 1 SEQ 2\nCONNECT DATA 50001\n"))
        .hasSize(2)
        .contains(new Decision.KeepMaster(300));
  }
}
