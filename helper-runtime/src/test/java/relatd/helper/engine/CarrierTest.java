// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import relatd.conntrack.Family;
import relatd.helper.Transport;

/// The kernel's helper that a connection carries has room enough and another name.
class CarrierTest {

  @Test
  void oneExpectationIsCarriedByTheSmallest() {
    assertThat(Carrier.of("ftp", Family.INET, Transport.TCP, 1)).isEqualTo(Carrier.SANE);
    assertThat(Carrier.of("tns", Family.INET6, Transport.TCP, 1)).isEqualTo(Carrier.SANE);
  }

  @Test
  void manyNeedOneThatAllowsThem() {
    assertThat(Carrier.of("sip", Family.INET, Transport.TCP, 8)).isEqualTo(Carrier.IRC);
    assertThat(Carrier.of("sip", Family.INET6, Transport.TCP, 8)).isEqualTo(Carrier.Q931);
  }

  @Test
  void noHelperIsCarriedByTheKernelsOwnOfItsName() {
    assertThat(Carrier.of("sane", Family.INET, Transport.TCP, 1)).isEqualTo(Carrier.IRC);
    assertThat(Carrier.of("amanda", Family.INET, Transport.UDP, 1)).isEqualTo(Carrier.TFTP);
    assertThat(Carrier.of("tftp", Family.INET6, Transport.UDP, 1)).isEqualTo(Carrier.AMANDA);
  }

  @Test
  void whereNoneHasRoomTheRoomiestIsTaken() {
    assertThat(Carrier.of("sip", Family.INET, Transport.UDP, 11)).isEqualTo(Carrier.AMANDA);
    assertThat(Carrier.of("sip", Family.INET6, Transport.TCP, 99)).isEqualTo(Carrier.Q931);
  }
}
