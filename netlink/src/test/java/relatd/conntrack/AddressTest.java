// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0,0.0.0.0",
    "010.001.2.3,10.1.2.3",
    "::,::",
    "::1,::1",
    "1::,1::",
    "fd77:1:0:0:0:0:0:2,fd77:1::2",
    "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1,2001:0:0:1::1",
    "1:2:3:4:5:6:7::,1:2:3:4:5:6:7:0",
    "::FFFF:10.1.2.3,::ffff:10.1.2.3",
    "::10.1.2.3,::10.1.2.3",
    "64:ff9b::1.2.3.4,64:ff9b::102:304"
  })
  void writesAsInetNtop(String text, String written) {
    assertThat(Address.of(text)).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "0001.2.3.4",
        "1.2.3.-4",
        "+1.2.3.4",
        "1..2.3",
        ":",
        ":::",
        "1:2",
        "1::2::3",
        "12345::",
        "g::",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1.2.3",
        "1:2:3:4:5:6:7:1.2.3.4",
        "fe80::1%eth0",
        "1:",
        ":1"
      })
  void refusesWhatInetPtonRefuses(String text) {
    assertThat(Address.parse(text)).isEmpty();
  }

  @Test
  void agreesWithTheJdkOnRandomAddresses() throws Exception {
    Random random = new Random(42);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[i % 2 == 0 ? 4 : 16];
      random.nextBytes(bytes);
      for (int zero = random.nextInt(8); zero > 0; zero--) {
        bytes[random.nextInt(bytes.length)] = 0;
      }
      Address address = Address.ofBytes(bytes);
      assertThat(address.bytes()).isEqualTo(bytes);
      assertThat(Address.of(address.toString())).isEqualTo(address);
      assertThat(InetAddress.getByName(address.toString()).getAddress()).isEqualTo(bytes);
    }
  }

  @Test
  void masksCoverAPrefix() {
    assertThat(Address.mask(Family.INET, 0)).isEqualTo(Address.ANY4);
    assertThat(Address.mask(Family.INET, 20)).hasToString("255.255.240.0");
    assertThat(Address.mask(Family.INET6, 64)).hasToString("ffff:ffff:ffff:ffff::");
    assertThat(Address.mask(Family.INET6, 127))
        .hasToString("ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe");
  }
}
