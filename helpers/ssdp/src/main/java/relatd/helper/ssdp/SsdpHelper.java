// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ssdp;

import java.util.List;
import java.util.Set;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.helper.Helper;
import relatd.helper.Options;
import relatd.helper.Policy;
import relatd.helper.Session;
import relatd.helper.TextMessages;
import relatd.helper.Transport;

/// Simple service discovery (UPnP Device Architecture 1.1, sections 1.3 and 4): a search is
/// answered by unicast, the answer names a description, and who subscribes to events names where
/// they shall go.
public final class SsdpHelper implements Helper {
  static final String NAME = "ssdp";
  static final int PORT = 1_900;
  private static final Address GROUP4 = Address.of("239.255.255.250");
  private static final long LOW_HALF_OF_GROUP6 = 0xc;

  public SsdpHelper() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Transport> transports() {
    return Set.of(Transport.UDP, Transport.TCP);
  }

  @Override
  public Set<Integer> ports() {
    return Set.of(PORT);
  }

  @Override
  public List<Policy> policies() {
    return List.of(new Policy(NAME, 8, 300));
  }

  @Override
  public int window() {
    return TextMessages.LONGEST_HEAD + 2;
  }

  @Override
  public int privateBytes() {
    return 0;
  }

  @Override
  public boolean followsExpected() {
    return true;
  }

  @Override
  public Session open(Connection master, Options options) {
    if (master.protocol() == Protocol.TCP) {
      return new EventSession(master, options);
    }
    return new SearchSession(master, options, isGroup(master.original().destination()));
  }

  /// `239.255.255.250`, `ff0X::c`.
  private static boolean isGroup(Address address) {
    return address.family() == Family.INET
        ? address.equals(GROUP4)
        : address.high() >>> 52 == 0xff0
            && address.high() << 16 == 0
            && address.low() == LOW_HALF_OF_GROUP6;
  }
}
