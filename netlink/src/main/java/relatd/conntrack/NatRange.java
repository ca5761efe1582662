// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

import java.util.Optional;

/// What a create request asks one end of a connection to be translated to (`CTA_NAT_SRC`,
/// `CTA_NAT_DST`). The kernel never sends it: there, translation shows in the reply tuple.
///
/// @param ports empty to keep the port where it is free
public record NatRange(Address first, Address last, Optional<Ports> ports) {

  /// Ports, GRE keys or ICMP identifiers, both ends included.
  public record Ports(int first, int last) {}

  /// Exactly this address; the port is kept where it is free.
  public static NatRange of(Address address) {
    return new NatRange(address, address, Optional.empty());
  }

  /// Exactly this address and port.
  public static NatRange of(Address address, int port) {
    return new NatRange(address, address, Optional.of(new Ports(port, port)));
  }
}
