// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.util.ArrayList;
import java.util.List;
import relatd.conf.Network;
import relatd.conntrack.Address;
import relatd.conntrack.Family;

/// Networks and single addresses of one family, asked without making objects: single addresses are
/// hashed, networks are few and compared one by one.
final class AddressSet {
  private final long[] hostHigh;
  private final long[] hostLow;
  private final boolean[] used;
  private final long[] netHigh;
  private final long[] netLow;
  private final long[] maskHigh;
  private final long[] maskLow;

  AddressSet(Family family, List<Network> members) {
    List<Network> mine =
        members.stream().filter(network -> addressOf(network).family() == family).toList();
    List<Network> networks = mine.stream().filter(network -> !network.isHost()).toList();
    List<Network> hosts = new ArrayList<>(mine);
    hosts.removeAll(networks);
    int places = Integer.highestOneBit(Math.max(1, hosts.size())) * 4;
    hostHigh = new long[places];
    hostLow = new long[places];
    used = new boolean[places];
    hosts.forEach(host -> add(addressOf(host)));
    netHigh = networks.stream().mapToLong(n -> addressOf(n).high()).toArray();
    netLow = networks.stream().mapToLong(n -> addressOf(n).low()).toArray();
    maskHigh = networks.stream().mapToLong(n -> Address.mask(family, n.prefix()).high()).toArray();
    maskLow = networks.stream().mapToLong(n -> Address.mask(family, n.prefix()).low()).toArray();
  }

  static Address addressOf(Network network) {
    return Address.ofBytes(network.address().getAddress());
  }

  private void add(Address host) {
    int place = place(host.high(), host.low());
    used[place] = true;
    hostHigh[place] = host.high();
    hostLow[place] = host.low();
  }

  boolean contains(long high, long low) {
    for (int i = 0; i < netLow.length; i++) {
      if ((high & maskHigh[i]) == netHigh[i] && (low & maskLow[i]) == netLow[i]) {
        return true;
      }
    }
    return used[place(high, low)];
  }

  /// Where an address is, or where it would go.
  private int place(long high, long low) {
    long mixed = (high * 31 + low) * 0x9e37_79b9_7f4a_7c15L;
    int place = (int) (mixed >>> 32) & used.length - 1;
    while (used[place] && (hostHigh[place] != high || hostLow[place] != low)) {
      place = place + 1 & used.length - 1;
    }
    return place;
  }
}
