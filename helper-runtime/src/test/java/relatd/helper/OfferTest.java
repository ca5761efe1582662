// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

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

class OfferTest {
  private static final Endpoint CLIENT = new Endpoint(Address.of("10.0.0.2"), 40_000);
  private static final Endpoint PUBLIC = new Endpoint(Address.of("192.0.2.1"), 1_027);
  private static final Endpoint SERVER = new Endpoint(Address.of("198.51.100.9"), 69);

  private static final Connection MASQUERADED =
      new Connection(
          Tuple.ofPorts(Protocol.UDP, CLIENT, SERVER),
          Tuple.ofPorts(Protocol.UDP, SERVER, PUBLIC),
          0,
          Status.CONFIRMED | Status.SRC_NAT,
          0);

  @Test
  void theSendersOwnPortIsThePublicOneAndLeadsBackToTheRealOne() {
    Expectation own = Offer.onOwnPort(MASQUERADED, Direction.ORIGINAL, Transport.UDP).build();
    assertThat(own.tuple().destinationEndpoint()).isEqualTo(PUBLIC);
    assertThat(own.tuple().source()).isEqualTo(SERVER.address());
    assertThat(own.nat()).contains(new Expectation.Nat(Direction.REPLY, CLIENT));
  }

  @Test
  void theFunctionThatLeadsToTheSavedEndpointIsNamedOnlyUnderNat() {
    Offer offer = Offer.by(MASQUERADED, Direction.ORIGINAL, Transport.UDP, 5_000);
    assertThat(offer.build().function()).isEqualTo(Expectation.NAT_FOLLOW_MASTER);
    assertThat(offer.toSavedEndpoint().build().function()).isEqualTo(Expectation.NAT_SIP);
    Connection plain = Connection.of(Tuple.ofPorts(Protocol.UDP, CLIENT, SERVER));
    Offer untranslated = Offer.by(plain, Direction.ORIGINAL, Transport.UDP, 5_000);
    assertThat(untranslated.toSavedEndpoint().build().function()).isEmpty();
  }

  @Test
  void aThirdHostIsNotLedBackToTheSender() {
    Address third = Address.of("203.0.113.7");
    Offer offer = Offer.by(MASQUERADED, Direction.ORIGINAL, Transport.UDP, 5_000).at(third);
    assertThat(offer.build().tuple().destination()).isEqualTo(third);
    assertThat(offer.build().nat()).isEmpty();
    assertThat(offer.build().function()).isEmpty();
  }

  @Test
  void theSendersRealAddressMeansItsPublicOne() {
    Offer offer = Offer.by(MASQUERADED, Direction.ORIGINAL, Transport.UDP, 5_000);
    assertThat(offer.at(CLIENT.address()).build()).isEqualTo(offer.build());
    assertThat(offer.build().nat())
        .map(Expectation.Nat::saved)
        .contains(new Endpoint(CLIENT.address(), 5_000));
  }
}
