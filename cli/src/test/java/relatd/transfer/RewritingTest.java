// SPDX-License-Identifier: Apache-2.0
package relatd.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relatd.cli.Outcome;
import relatd.conntrack.Address;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.conntrack.Tuple;
import relatd.conntrack.TupleMask;

class RewritingTest {
  private final AddressMap addresses = new AddressMap();
  private final ZoneMap zones = new ZoneMap();

  private static Tuple tcp(String from, int sourcePort, String to, int port) {
    return Tuple.tcp(
        new Endpoint(Address.of(from), sourcePort), new Endpoint(Address.of(to), port));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1=10.0.0.9, 10.0.0.1, 10.0.0.9",
    "10.0.0.1=10.0.0.9, 10.0.0.2, 10.0.0.2",
    "10.1.0.0/16=10.9.0.0/16, 10.1.255.3, 10.9.255.3",
    "10.1.0.0/16=10.9.0.0/16, 10.2.0.1, 10.2.0.1",
    "0.0.0.0/0=0.0.0.0/0, 1.2.3.4, 1.2.3.4",
    "fd01::/64=fd09::/64, fd01::5:6:7:8, fd09::5:6:7:8",
    "fd01:0:0:0:8000::/65=fd09:0:0:0:8000::/65, fd01::8000:0:0:1, fd09::8000:0:0:1",
    "fd01:0:0:0:8000::/65=fd09:0:0:0:8000::/65, fd01::1, fd01::1",
    "fd01::/64=fd09::/64, 10.0.0.1, 10.0.0.1",
  })
  void anAddressBecomesAnother(String rule, String address, String expected) {
    addresses.add(rule);
    assertThat(addresses.map(Address.of(address))).isEqualTo(Address.of(expected));
  }

  @Test
  void theFirstRuleThatFitsCounts() {
    addresses.add("10.1.0.5=192.0.2.1");
    addresses.add("10.1.0.0/16=10.9.0.0/16");
    assertThat(addresses.map(Address.of("10.1.0.5"))).isEqualTo(Address.of("192.0.2.1"));
    assertThat(addresses.map(Address.of("10.1.0.6"))).isEqualTo(Address.of("10.9.0.6"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, the form is",
    "10.0.0.1=10.0.0=1, the form is",
    "10.0.0.1=foo, `foo' is no address",
    "10.0.0.1=fd00::1, IPv4 cannot become IPv6",
    "10.0.0.0/24=10.1.0.0/16, the same length",
    "10.0.0.1/24=10.1.0.0/24, bits behind the length",
    "10.0.0.0/33=10.1.0.0/33, a length is 0 to 32",
    "10.0.0.0/=10.1.0.0/, a length is 0 to 32",
  })
  void aRuleThatMakesNoSenseIsRefused(String rule, String complaint) {
    assertThatThrownBy(() -> addresses.add(rule))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("`--map " + rule + "': ")
        .hasMessageContaining(complaint);
    Outcome outcome = Outcome.ofRelatd("import", "--map", rule, "/dev/null");
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains(complaint);
  }

  @Test
  void zonesHaveOneTargetEach() {
    zones.add("1=2");
    zones.add("0=65535");
    assertThat(zones.map(1)).isEqualTo(2);
    assertThat(zones.map(0)).isEqualTo(65_535);
    assertThat(zones.map(2)).isEqualTo(2);
    assertThatThrownBy(() -> zones.add("1=3")).hasMessage("zone 1 has two targets");
    assertThatThrownBy(() -> zones.add("1=65536")).hasMessageContaining("0 to 65535");
    assertThatThrownBy(() -> zones.add("a=b")).hasMessageContaining("NUMBER=NUMBER");
  }

  @Test
  void everyAddressOfAConntrackIsRewritten() {
    addresses.add("10.1.0.0/24=10.9.0.0/24");
    addresses.add("192.0.2.1=192.0.2.9");
    zones.add("0=5");
    Conntrack entry =
        Conntrack.of(tcp("10.1.0.2", 1, "10.2.0.2", 2), tcp("10.2.0.2", 2, "192.0.2.1", 1))
            .master(tcp("10.1.0.2", 3, "10.2.0.2", 21))
            .build();
    Conntrack mapped = new Rewriting(addresses, zones).of(entry);
    assertThat(mapped.original()).isEqualTo(tcp("10.9.0.2", 1, "10.2.0.2", 2));
    assertThat(mapped.reply()).isEqualTo(tcp("10.2.0.2", 2, "192.0.2.9", 1));
    assertThat(mapped.master()).contains(tcp("10.9.0.2", 3, "10.2.0.2", 21));
    assertThat(mapped.zone()).hasValue(5);
  }

  @Test
  void everyAddressOfAnExpectationIsRewritten() {
    addresses.add("10.1.0.0/24=10.9.0.0/24");
    zones.add("1=2");
    Expectation entry =
        new Expectation(
            tcp("10.1.0.2", 3, "10.2.0.2", 21),
            tcp("10.2.0.2", 0, "10.1.0.2", 6000),
            TupleMask.anyPort(Family.INET),
            1,
            300,
            0,
            0,
            0,
            Optional.of(
                new Expectation.Nat(Direction.REPLY, new Endpoint(Address.of("10.1.0.7"), 6000))),
            "ftp",
            "");
    Expectation mapped = new Rewriting(addresses, zones).of(entry);
    assertThat(mapped.master()).isEqualTo(tcp("10.9.0.2", 3, "10.2.0.2", 21));
    assertThat(mapped.tuple()).isEqualTo(tcp("10.2.0.2", 0, "10.9.0.2", 6000));
    assertThat(mapped.nat().orElseThrow().saved().address()).isEqualTo(Address.of("10.9.0.7"));
    assertThat(mapped.zone()).isEqualTo(2);
  }
}
