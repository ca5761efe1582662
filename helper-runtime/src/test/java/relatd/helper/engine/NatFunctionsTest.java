// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Protocol;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.helper.Offer;
import relatd.helper.Transport;

/// What a kernel without nf_nat_sip is asked for.
class NatFunctionsTest {
  private static final Endpoint PHONE = new Endpoint(Address.of("10.0.0.2"), 5_060);
  private static final Endpoint PUBLIC = new Endpoint(Address.of("192.0.2.1"), 5_060);
  private static final Endpoint PROXY = new Endpoint(Address.of("198.51.100.9"), 5_060);
  private static final Connection MASQUERADED =
      new Connection(
          Tuple.ofPorts(Protocol.UDP, PHONE, PROXY),
          Tuple.ofPorts(Protocol.UDP, PROXY, PUBLIC),
          0,
          Status.CONFIRMED | Status.SRC_NAT,
          0);

  private final NatFunctions functions = new NatFunctions();

  @Test
  void theFunctionIsAskedForUntilTheKernelTurnsOutNotToHaveIt() {
    Expectation media = offer().toSavedEndpoint().build();
    assertThat(functions.possible(media)).isSameAs(media);
    functions.withoutSip();
    assertThat(functions.possible(media).function()).isEqualTo(Expectation.NAT_FOLLOW_MASTER);
    assertThat(functions.possible(media).nat()).isEqualTo(media.nat());
  }

  @Test
  void nothingElseLeadsAnybodyToTheSender() {
    Expectation fromAnybody = offer().toSavedEndpoint().fromAnybody().build();
    functions.withoutSip();
    assertThat(NatFunctions.isReplaceable(fromAnybody)).isFalse();
    assertThat(functions.possible(fromAnybody)).isSameAs(fromAnybody);
  }

  @Test
  void othersAreLeftAlone() {
    Expectation followed = offer().build();
    functions.withoutSip();
    assertThat(NatFunctions.isReplaceable(followed)).isFalse();
    assertThat(functions.possible(followed)).isSameAs(followed);
  }

  private static Offer offer() {
    return Offer.by(MASQUERADED, Direction.ORIGINAL, Transport.UDP, 40_000);
  }
}
