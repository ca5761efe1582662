// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import relatd.conntrack.Family;
import relatd.helper.Transport;

/// A helper of the kernel that a connection carries where ours cannot be registered: without some
/// helper the kernel takes no expectation. It must find nothing in the protocol that it is attached
/// to, and its one class sets the limits.
public enum Carrier {
  /// Reads requests of eight bytes alone. Good for one expectation of a connection.
  SANE("sane", Transport.TCP, true, 1),
  /// Looks for `\1DCC`.
  IRC("irc", Transport.TCP, false, 8),
  /// Reads what begins as a TPKT, binary.
  Q931("Q.931", Transport.TCP, true, 20),
  /// Looks for `CONNECT` in what the server says.
  AMANDA("amanda", Transport.UDP, true, 4),
  /// Reads datagrams that begin with 0, 1 or 0, 2.
  TFTP("tftp", Transport.UDP, true, 1);

  private final String helper;
  private final Transport transport;
  private final boolean inet6;
  private final int expectMax;

  Carrier(String helper, Transport transport, boolean inet6, int expectMax) {
    this.helper = helper;
    this.transport = transport;
    this.inet6 = inet6;
    this.expectMax = expectMax;
  }

  /// What the kernel calls it.
  public String helper() {
    return helper;
  }

  /// The first that may carry connections of helper `name` and allows as many expectations as
  /// wanted; the roomiest, where none does.
  public static Carrier of(String name, Family family, Transport transport, int wanted) {
    Carrier best = transport == Transport.TCP ? SANE : TFTP;
    for (Carrier one : values()) {
      boolean fits =
          one.transport == transport
              && (family == Family.INET || one.inet6)
              && !one.helper.equals(name);
      if (fits && one.expectMax >= wanted) {
        return one;
      }
      best = fits && one.expectMax > best.expectMax ? one : best;
    }
    return best;
  }
}
