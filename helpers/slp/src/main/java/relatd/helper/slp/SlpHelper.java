// SPDX-License-Identifier: Apache-2.0
package relatd.helper.slp;

import java.util.List;
import java.util.Set;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.helper.GroupQuery;
import relatd.helper.Helper;
import relatd.helper.Offer;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;

/// Service location (RFC 2608, 2165): what a user agent asks all agents is answered by unicast from
/// port 427 of whoever has the service.
public final class SlpHelper implements Helper {
  private static final int PORT = 427;

  /// All agents; directory agents of version 1.
  private static final Set<Address> GROUPS =
      Set.of(Address.of("239.255.255.253"), Address.of("224.0.1.22"), Address.of("224.0.1.35"));

  private static final long LOW_HALF_OF_SVRLOC = 0x116;
  private static final long FIRST_SERVICE_GROUP = 0x1_1000;
  private static final long LAST_SERVICE_GROUP = 0x1_13ff;

  public SlpHelper() {}

  @Override
  public String name() {
    return "slp";
  }

  @Override
  public Set<Transport> transports() {
    return Set.of(Transport.UDP);
  }

  @Override
  public Set<Integer> ports() {
    return Set.of(PORT);
  }

  @Override
  public List<Policy> policies() {
    return List.of(new Policy("slp", 8, 16));
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
    Endpoint asked = master.original().destinationEndpoint();
    boolean group = isGroup(asked.address());
    if (asked.port() != PORT || !group && !mayBeBroadcast(asked.address())) {
      return Session.idle();
    }
    Offer answers =
        Offer.onOwnPort(master, Direction.ORIGINAL, Transport.UDP)
            .fromAnybody()
            .fromPort(PORT)
            .permanent();
    return new GroupQuery(answers.build(), group ? SlpRequest::isIn : SlpRequest::isForGroup);
  }

  /// The groups of RFC 2608, section 6.1, and RFC 3111, section 4.1: `ff0X::116`, and
  /// `ff0X::1:1000` to `ff0X::1:13ff` for the types of services.
  private static boolean isGroup(Address address) {
    if (address.family() == Family.INET) {
      return address.isBroadcast() || GROUPS.contains(address);
    }
    boolean wellKnown = address.high() >>> 52 == 0xff0 && (address.high() << 16) == 0;
    long low = address.low();
    return wellKnown
        && (low == LOW_HALF_OF_SVRLOC || low >= FIRST_SERVICE_GROUP && low <= LAST_SERVICE_GROUP);
  }

  /// The broadcast address of a network, whose mask is not known here: the request has to say the
  /// rest.
  private static boolean mayBeBroadcast(Address address) {
    return address.family() == Family.INET && (address.low() & 0xff) == 0xff;
  }
}
