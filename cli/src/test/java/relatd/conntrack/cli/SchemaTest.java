// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Counters;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.EventType;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.conntrack.Labels;
import relatd.conntrack.Timestamps;
import relatd.conntrack.Tuple;
import relatd.conntrack.TupleMask;
import relatd.text.ConntrackJson;
import relatd.text.ExpectationJson;
import relatd.text.LabelNames;
import relatd.text.Origin;

/// JSON of what a test cannot easily have a kernel say: expectations, helpers, masters, labels.
class SchemaTest {
  private static final Instant NOW = Instant.parse("2026-11-21T01:30:59.123456Z");
  private static final Tuple CONTROL =
      Tuple.tcp(endpoint("10.1.0.2", 42_000), endpoint("10.2.0.2", 21));
  private static final Tuple DATA =
      Tuple.tcp(endpoint("10.1.0.2", 0), endpoint("10.2.0.2", 51_210));

  private static Endpoint endpoint(String address, int port) {
    return new Endpoint(Address.of(address), port);
  }

  private static Expectation expectation(Optional<Expectation.Nat> nat, String function) {
    TupleMask mask = TupleMask.anyPort(Family.INET);
    int flags = Expectation.PERMANENT | Expectation.USERSPACE;
    return new Expectation(CONTROL, DATA, mask, 3, 294, 77, flags, 1, nat, "ftp", function);
  }

  @Test
  void expectations() {
    ExpectationJson json = new ExpectationJson();
    String plain = json.entry(expectation(Optional.empty(), ""), NOW);
    assertThat(Schemas.complaints(plain)).isEmpty();
    assertThat(plain)
        .contains("\"expected\":{\"src\":\"10.1.0.2\",\"dst\":\"10.2.0.2\",\"sport\":0");
    Expectation.Nat nat = new Expectation.Nat(Direction.REPLY, endpoint("192.0.2.1", 4_000));
    String event =
        json.event(
            EventType.NEW,
            expectation(Optional.of(nat), Expectation.NAT_FOLLOW_MASTER),
            Optional.of(new Origin(-1, Optional.of("relatd"))),
            NOW);
    assertThat(Schemas.complaints(event)).isEmpty();
    assertThat(event).contains("\"time\":\"2026-11-21T01:30:59.123456Z\"", "\"portid\":4294967295");
  }

  @Test
  void everythingThatAConntrackCanSay() {
    Conntrack entry =
        Conntrack.of(DATA, DATA.inverse())
            .helper(new AttachedHelper("ftp"))
            .master(CONTROL)
            .labels(Labels.of(0, 64))
            .timestamps(
                new Timestamps(OptionalLong.of(1_795_224_655_000_000_000L), OptionalLong.empty()))
            .originalCounters(new Counters(Long.MAX_VALUE, 334))
            .status(-1 >>> 16)
            .mark(-1)
            .timeout(-1)
            .build();
    String line = new ConntrackJson(LabelNames.of(Map.of(64, "a \"name\""))).entry(entry, NOW);
    assertThat(Schemas.complaints(line)).isEmpty();
    assertThat(line)
        .contains("\"labels\":[{\"bit\":0},{\"bit\":64,\"name\":\"a \\\"name\\\"\"}]")
        .contains("\"mark\":4294967295", "\"timeout\":4294967295", "\"age\":4");
  }
}
