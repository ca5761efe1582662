// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.util.Optional;
import java.util.OptionalInt;
import relatd.conntrack.Address;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.Endpoint;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;

/// Connections for tests.
final class Flows {
  static final int ESTABLISHED = 3;

  private Flows() {}

  static Tuple tuple(int number) {
    return Tuple.tcp(
        new Endpoint(Address.ofInet(0x0a01_0000 | number >>> 15), 1024 + (number & 0x7fff)),
        new Endpoint(Address.of("10.2.0.2"), 80));
  }

  /// The number's established TCP connection.
  static ConntrackBuilder tcp(int number) {
    return tcp(tuple(number));
  }

  static ConntrackBuilder tcp(Tuple tuple) {
    return Conntrack.of(tuple, tuple.inverse())
        .status(Status.SEEN_REPLY | Status.ASSURED | Status.CONFIRMED)
        .timeout(3600)
        .protocolInfo(state(ESTABLISHED));
  }

  static ProtocolInfo state(int number) {
    return new ProtocolInfo.Tcp(
        number, OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
  }
}
