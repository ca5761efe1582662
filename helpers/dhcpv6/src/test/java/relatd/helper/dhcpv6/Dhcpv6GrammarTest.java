// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dhcpv6;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Tuple;
import relatd.helper.Decision;
import relatd.helper.Options;
import relatd.helper.contract.Dialogue;

class Dhcpv6GrammarTest {
  @Test
  void headersOfFourBytesAreEnough() {
    assertThat(ClientMessage.isIn(Dialogue.payload("\u0001abc"))).isTrue();
    assertThat(ClientMessage.isIn(Dialogue.payload("\u0001ab"))).isFalse();
    assertThat(ClientMessage.isIn(Dialogue.payload("\u0002abc"))).isFalse();
  }

  @Test
  void linkLocalOnlyKeepsOthersOut() {
    Tuple asked =
        Tuple.udp(
            new Endpoint(Address.of("fe80::2"), 546), new Endpoint(Address.of("ff02::1:2"), 547));
    Options options = new Options(1_024, false, List.of(), Map.of("LinkLocalOnly", "on"));
    Dialogue dialogue = new Dialogue(new Dhcpv6Helper(), Connection.of(asked), options);
    dialogue.client("\u0001abc");
    Expectation expected = dialogue.expected().getFirst();
    assertThat(expected.tuple().source()).isEqualTo(Address.of("fe80::"));
    assertThat(expected.mask().source()).isEqualTo(Address.of("ffc0::"));
    assertThat(expected.mask().sourcePort()).isEqualTo(0xffff);
  }

  @ParameterizedTest
  @CsvSource({"1, 120", "3, 30", "4, 4", "5, 600", "6, 600", "8, 1", "9, 1", "11, 120", "14, 0"})
  void aQuestionKeepsItsConnectionAsLongAsTheClientWaits(int type, int seconds) {
    List<Decision> decisions = asking("ff02::1:2").client((char) type + "abc");
    assertThat(decisions.getFirst()).isInstanceOf(Decision.Expect.class);
    if (seconds == 0) {
      assertThat(decisions).hasSize(1);
    } else {
      assertThat(decisions).hasSize(2).contains(new Decision.KeepMaster(seconds));
    }
  }

  @Test
  void whatOpensNothingKeepsNothing() {
    assertThat(asking("ff02::1:2").client("\u0007abc")).isEmpty();
    assertThat(asking("ff02::1:2").server("\u0001abc")).isEmpty();
    assertThat(asking("fe80::1").client("\u0001abc")).isEmpty();
  }

  private static Dialogue asking(String whom) {
    Tuple asked =
        Tuple.udp(new Endpoint(Address.of("fe80::2"), 546), new Endpoint(Address.of(whom), 547));
    return new Dialogue(new Dhcpv6Helper(), Connection.of(asked), Options.DEFAULTS);
  }
}
