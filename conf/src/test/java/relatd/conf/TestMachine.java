// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// The machine of the recordings: two link devices and the usual protocols.
final class TestMachine implements Surroundings {

  private static final Set<String> INTERFACES = Set.of("lo", "sync0", "sync1", "eth2");
  private static final Map<String, Integer> PROTOCOLS =
      Map.of("icmp", 1, "ICMP", 1, "tcp", 6, "SCTP", 132, "IPv6-ICMP", 58, "gre", 47, "VRRP", 112);

  static ConfigReader reader() {
    return new ConfigReader(KnownHelpers.builtIn(), new TestMachine());
  }

  static ConfigResult parse(String text) {
    return reader().parse("t.conf", text);
  }

  static Config accepted(String text) {
    ConfigResult result = parse(text);
    return result.config().orElseThrow(() -> new AssertionError(result.problems().toString()));
  }

  @Override
  public boolean hasInterface(String name) {
    return INTERFACES.contains(name);
  }

  @Override
  public OptionalInt protocolNumber(String name) {
    Integer number = PROTOCOLS.get(name);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
