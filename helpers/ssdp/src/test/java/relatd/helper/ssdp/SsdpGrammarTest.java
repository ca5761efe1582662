// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ssdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Tuple;
import relatd.helper.Decision;
import relatd.helper.Options;
import relatd.helper.contract.Dialogue;

class SsdpGrammarTest {
  private static final Endpoint OUTSIDE = new Endpoint(Address.of("192.0.2.1"), 40_000);

  private static Optional<String> url(String text) {
    return HttpUrl.read(Dialogue.payload(text), 0, text.length())
        .map(url -> url.endpoint().toString());
  }

  @Test
  void urlsLeadToAddressesAndPorts() {
    assertThat(url("http://10.0.0.1/x")).contains("10.0.0.1:80");
    assertThat(url("HTTP://10.0.0.1:8080")).contains("10.0.0.1:8080");
    assertThat(url("http://[fe80::1%25eth0]:8080/")).contains("[fe80::1]:8080");
    for (String bad :
        new String[] {
          "http://",
          "http://[",
          "http://[]",
          "http://[fe80::1",
          "http://[fe80::1]x:1/",
          "http://:80/",
          "http://10.0.0.1:0/",
          "http://10.0.0.1:x/",
          "http://name/",
          "http://a@10.0.0.1/",
          "https://10.0.0.1/",
          "http://10.0.0.1:80:80/"
        }) {
      assertThat(url(bad)).as(bad).isEmpty();
    }
  }

  @Test
  void aCallbackIsWrittenWithBlanksWhereTheLengthMustNotChange() {
    Tuple asked =
        Tuple.tcp(
            new Endpoint(Address.of("10.77.100.200"), 40_000),
            new Endpoint(Address.of("192.0.2.9"), 1_900));
    Dialogue dialogue =
        new Dialogue(new SsdpHelper(), Dialogue.sourceNat(asked, OUTSIDE), Options.DEFAULTS);
    String begin = "SUBSCRIBE /e HTTP/1.1\r\nCALLBACK: ";
    dialogue.client(begin + "<http://10.77.100.200:50000/cb>\r\n\r\n");
    assertThat(dialogue.expected()).hasSize(1);
    Endpoint granted = new Endpoint(OUTSIDE.address(), 50_001);
    assertThat(dialogue.rewritten(granted, true))
        .contains(begin + "<http://192.0.2.1:50001/cb>\r\n\r\n");
    assertThat(dialogue.rewritten(granted, false))
        .contains(begin + "    <http://192.0.2.1:50001/cb>\r\n\r\n");
  }

  @Test
  void aSearchAndAnAnswerKeepTheirConnectionAsLongAsWhatTheyOpened() {
    String search = "M-SEARCH * HTTP/1.1\r\nMAN: \"ssdp:discover\"\r\n\r\n";
    assertThat(searching("239.255.255.250").client(search))
        .hasSize(2)
        .endsWith(Decision.KeepMaster.AS_EXPECTED);

    Dialogue single = searching("10.0.0.9");
    assertThat(single.client(search)).isEmpty();
    assertThat(single.server("HTTP/1.1 200 OK\r\nLOCATION: http://10.0.0.8:49152/d\r\n\r\n"))
        .as("a stranger's address")
        .singleElement()
        .isInstanceOf(Decision.Refuse.class);
    assertThat(single.server("HTTP/1.1 200 OK\r\nLOCATION: http://10.0.0.9:49152/d\r\n\r\n"))
        .hasSize(2)
        .endsWith(Decision.KeepMaster.AS_EXPECTED);
  }

  private static Dialogue searching(String whom) {
    Tuple asked =
        Tuple.udp(
            new Endpoint(Address.of("10.0.0.2"), 40_000), new Endpoint(Address.of(whom), 1_900));
    return new Dialogue(new SsdpHelper(), Connection.of(asked), Options.DEFAULTS);
  }
}
