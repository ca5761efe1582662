// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.helper.Payload;

class NameAddressTest {
  private final NameAddress address = new NameAddress();

  private boolean read(String text) {
    return address.read(SipMessageTest.payload(text), 0, text.length());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<sip:bob@10.0.0.1:5070>;expires=60 | 10.0.0.1:5070 | 60",
        "sip:bob@10.0.0.1;expires=60 | 10.0.0.1:5060 | 60",
        "<sips:10.0.0.1> | 10.0.0.1:5061 | -1",
        "\"<sip:x@9.9.9.9>, \\\"\" <sip:b:p;x=y?@[2001:db8::1]:1;ob?h=1> | [2001:db8::1]:1 | -1",
        "Bob <SIP:b@10.0.0.1;expires=9> ; EXPIRES = 7 | 10.0.0.1:5060 | 7",
        "<sip:b@10.0.0.1>;expires=-1 | 10.0.0.1:5060 | -1"
      })
  void endpointAndExpiryAreFoundInEveryForm(String text, String endpoint, long expires) {
    assertThat(read(text)).isTrue();
    assertThat(address.endpoint().orElseThrow()).hasToString(endpoint);
    assertThat(address.expires()).isEqualTo(expires);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "",
        "<",
        "<>",
        "<sip:>",
        "<mailto:a@10.0.0.1>",
        "<sip:a@10.0.0.1:0>",
        "<sip:a@10.0.0.1:70000>",
        "<sip:a@10.0.0.1:5060x>",
        "<sip:a@10.0.0.1",
        "<sip:a@[::1>"
      })
  void whatIsNoSipUriIsNone(String text) {
    assertThat(read(text)).isFalse();
  }

  @Test
  void aNameIsNoAddress() {
    assertThat(read("<sip:bob@phone.example>")).isTrue();
    assertThat(address.endpoint()).isEmpty();
  }

  @Test
  void transportIsTheUrisNotTheHeaders() {
    read("<sip:b@10.0.0.1;Transport=TCP>;transport=udp");

    assertThat(address.isForOther("TCP")).isFalse();
    assertThat(address.isForOther("UDP")).isTrue();
  }

  @Test
  void commasInQuotesAndBracketsSeparateNothing() {
    String text = "\"a,b\" <sip:a,b@x>, <sip:c@x>";
    Payload payload = SipMessageTest.payload(text);

    assertThat(Params.valueEnd(payload, 0, text.length())).isEqualTo(text.lastIndexOf(','));
  }
}
