// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Tuple;
import relatd.helper.Decision;
import relatd.helper.Options;
import relatd.helper.contract.Dialogue;

/// Addresses beside the two of the connection, where the configuration allows them.
class ThirdHostsTest {
  private static final Tuple ASKED =
      Tuple.tcp(
          new Endpoint(Address.of("10.0.0.1"), 40_000), new Endpoint(Address.of("192.0.2.2"), 21));
  private static final Options EXTRA =
      new Options(
          1_024, false, List.of(), Map.of("ExtraServerAddresses", "192.0.2.9 198.51.100.0/24"));

  @Test
  void anExtraAddressOfTheServerIsWhereTheClientWillGo() {
    Dialogue dialogue = begun(Connection.of(ASKED), EXTRA);
    dialogue.server("227 (198,51,100,7,156,64)\r\n");
    Expectation expected = dialogue.expected().getFirst();
    assertThat(expected.tuple().destinationEndpoint())
        .isEqualTo(new Endpoint(Address.of("198.51.100.7"), 40_000));
    assertThat(expected.tuple().source()).isEqualTo(Address.of("10.0.0.1"));
  }

  @Test
  void othersAreRefusedAsBefore() {
    assertThat(begun(Connection.of(ASKED), EXTRA).server("227 (192,0,2,8,156,64)\r\n"))
        .singleElement()
        .isInstanceOf(Decision.Refuse.class);
  }

  @Test
  void theClientHasNoExtraAddresses() {
    assertThat(begun(Connection.of(ASKED), EXTRA).client("PORT 192,0,2,9,156,64\r\n"))
        .singleElement()
        .isInstanceOf(Decision.Refuse.class);
  }

  @Test
  void underTranslationTheTextOfAThirdHostStays() {
    Connection translated =
        Dialogue.sourceNat(ASKED, new Endpoint(Address.of("203.0.113.1"), 40_000));
    Dialogue dialogue = begun(translated, EXTRA);
    List<Decision> decisions = dialogue.server("227 (192,0,2,9,156,64)\r\n");
    assertThat(((Decision.Expect) decisions.getFirst()).announcement()).isEqualTo(Optional.empty());
    assertThat(dialogue.expected().getFirst().nat()).isEmpty();
    dialogue.client("PASV\r\n");
    decisions = dialogue.server("227 (192,0,2,2,156,64)\r\n");
    assertThat(((Decision.Expect) decisions.getFirst()).announcement()).isPresent();
  }

  private static Dialogue begun(Connection master, Options options) {
    Dialogue dialogue = new Dialogue(new FtpHelper(), master, options);
    dialogue.server("220 ready\r\n");
    dialogue.client("PASV\r\n");
    return dialogue;
  }
}
