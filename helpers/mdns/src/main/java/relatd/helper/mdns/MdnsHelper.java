// SPDX-License-Identifier: Apache-2.0
package relatd.helper.mdns;

import java.util.List;
import java.util.Set;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.helper.GroupQuery;
import relatd.helper.Helper;
import relatd.helper.Offer;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.Transport;

/// One-shot multicast DNS (RFC 6762, section 5.1): a question from an ephemeral port is answered by
/// unicast from port 5353 of whoever knows (section 6.7). Questions from port 5353 are answered to
/// the group and need nothing.
public final class MdnsHelper implements Helper {
  private static final int PORT = 5_353;
  private static final Set<Address> GROUPS =
      Set.of(Address.of("224.0.0.251"), Address.of("ff02::fb"));

  public MdnsHelper() {}

  @Override
  public String name() {
    return "mdns";
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
    return List.of(new Policy("mdns", 8, 30));
  }

  @Override
  public int window() {
    return 9_000; // RFC 6762, section 17
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
    boolean oneShot = master.original().sourcePort() != PORT;
    if (!oneShot || asked.port() != PORT || !GROUPS.contains(asked.address())) {
      return Session.idle();
    }
    Offer answers =
        Offer.onOwnPort(master, Direction.ORIGINAL, Transport.UDP)
            .fromGroup(options)
            .fromPort(PORT)
            .permanent();
    return new GroupQuery(answers.build(), MdnsQuestion::isIn);
  }
}
