// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;

/// Which endpoints a sender may offer: its own, on unprivileged ports. The rules are every
/// helper's, so that no grammar forgets one.
///
/// Bounce and slipstreaming attacks offer somebody else's address or a service's port (RFC 2577);
/// both are refused, never dropped.
public final class OfferRules {
  private OfferRules() {}

  /// Whether the sender may name this address: its real self, its public self, or one that the
  /// configuration allows.
  public static boolean isOwnAddress(
      Connection master, Direction sender, Address offered, Options options) {
    Address address = master.family() == offered.family() ? offered : offered.unmapped();
    if (address.equals(master.realSelf(sender).address())
        || address.equals(master.publicSelf(sender).address())) {
      return true;
    }
    return !isNobody(address) && options.mayRedirectTo(address);
  }

  /// Whether the port may be offered.
  ///
  /// @param helperDefault the helper's lowest port where the configuration says nothing
  public static boolean isOwnPort(int port, Options options, int helperDefault) {
    return port > 0 && port <= 0xffff && port >= options.minPort(helperDefault);
  }

  private static boolean isNobody(Address address) {
    return address.isAny()
        || address.isMulticast()
        || address.isBroadcast()
        || address.isLoopback();
  }
}
