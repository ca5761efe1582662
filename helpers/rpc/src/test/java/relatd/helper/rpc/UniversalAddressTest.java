// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import relatd.conntrack.Endpoint;

class UniversalAddressTest {
  @ParameterizedTest
  @CsvSource({
    "10.77.2.2.8.1, 10.77.2.2:2049",
    "0.0.0.0.0.111, 0.0.0.0:111",
    "::.8.1, [::]:2049",
    "fe80::1%eth0.8.1, [fe80::1]:2049",
    "fe80::1%eth0.100.8.1, [fe80::1]:2049",
    "::ffff:10.77.2.2.255.255, [::ffff:10.77.2.2]:65535",
  })
  void theLastTwoNumbersAreThePort(String text, String endpoint) {
    assertThat(UniversalAddress.parse(text).map(UniversalAddress::endpoint).map(Endpoint::toString))
        .contains(endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "1.2",
        ".1.2",
        "10.77.2.2",
        "10.77.2.2.8",
        "10.77.2.2.8.",
        "10.77.2.2..1",
        "10.77.2.2.256.1",
        "10.77.2.2.+1.1",
        "10.77.2.2.0008.1",
        "10.77.2.2.8.1 ",
        "server.8.1",
        "/run/rpcbind.sock",
      })
  void anythingElseIsNone(String text) {
    assertThat(UniversalAddress.parse(text)).isEmpty();
  }

  @Test
  void thePortIsWrittenAsItIsRead() {
    for (int port = 1; port < 65_536; port += 7) {
      String text = "10.0.0.1" + UniversalAddress.portText(port);
      assertThat(UniversalAddress.parse(text).orElseThrow().endpoint().port()).isEqualTo(port);
    }
  }
}
