// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dhcpv6;

import java.util.List;
import java.util.Set;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Family;
import relatd.helper.Helper;
import relatd.helper.Offer;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;

/// DHCPv6 clients (RFC 8415): what they ask all servers and relays is answered by unicast from port
/// 547 of an address nobody knows before to their port 546.
public final class Dhcpv6Helper implements Helper {
  private static final int CLIENT = 546;
  private static final int SERVER = 547;
  private static final Options.Network LINK_LOCAL =
      new Options.Network(Address.of("fe80::"), Address.mask(Family.INET6, 10));

  public Dhcpv6Helper() {}

  @Override
  public String name() {
    return "dhcpv6";
  }

  @Override
  public Set<Transport> transports() {
    return Set.of(Transport.UDP);
  }

  @Override
  public Set<Family> families() {
    return Set.of(Family.INET6);
  }

  @Override
  public Set<Integer> ports() {
    return Set.of(SERVER);
  }

  @Override
  public List<Policy> policies() {
    return List.of(new Policy("dhcpv6", 1, 300));
  }

  @Override
  public int window() {
    return 1_500;
  }

  @Override
  public int privateBytes() {
    return 0;
  }

  @Override
  public boolean namesEndpoints() {
    return false;
  }

  @Override
  public Session open(Connection master, Options options) {
    if (!master.original().destination().isMulticast()) {
      return Session.idle();
    }
    Offer answers =
        Offer.by(master, Direction.ORIGINAL, Transport.UDP, CLIENT)
            .fromAnybody()
            .fromPort(SERVER)
            .permanent();
    if (options.isOn("LinkLocalOnly", false)) {
      answers.from(LINK_LOCAL);
    }
    return new ClientSession(answers.build());
  }
}
