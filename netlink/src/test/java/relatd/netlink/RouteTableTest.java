// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import relatd.conntrack.Address;

class RouteTableTest {
  private static final int LOOPBACK = 1; // `lo` is the first device of every namespace

  @Test
  void whatStaysInTheMachineLeavesThroughTheLoopback() {
    try (RouteTable routes = RouteTable.open()) {
      assertThat(routes.deviceTowards(Address.of("127.0.0.1"))).hasValue(LOOPBACK);
      assertThat(routes.deviceTowards(Address.of("127.9.9.9"))).hasValue(LOOPBACK);
    }
  }

  /// Whether there is a way to the discard prefix (RFC 6666) depends on the machine.
  @Test
  void theSocketServesOnAfterARefusal() {
    try (RouteTable routes = RouteTable.open()) {
      routes.deviceTowards(Address.of("100::1"));
      assertThat(routes.deviceTowards(Address.of("127.0.0.1"))).hasValue(LOOPBACK);
    }
  }
}
