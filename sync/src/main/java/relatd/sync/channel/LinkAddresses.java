// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.net.InetAddress;
import java.util.Optional;
import relatd.conf.Link;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.netlink.NetworkDevice;
import relatd.posix.Errno;

/// Where a link goes from and to, once everything that it needs is there.
///
/// @param own for multicast: of the device, port 0; the unspecified address for IPv6
/// @param peer for multicast: the group
/// @param index of the device
/// @param mtu of the device
record LinkAddresses(Endpoint own, Endpoint peer, int index, int mtu) {
  /// What conntrackd leaves for the headers of IPv4 and UDP, and of IPv4 and TCP.
  private static final int UDP4_HEADERS = 28;

  private static final int TCP4_HEADERS = 40;

  /// conntrackd leaves no more for IPv6, so that its full datagrams travel as two fragments.
  private static final int IPV6_MORE = 20;

  private static final int LEAST_LIMIT = 512;
  private static final int MOST_LIMIT = 65508;

  static LinkAddresses of(Link link, NetworkDevice device) {
    return switch (link) {
      case Link.Multicast multicast -> {
        Address group = group(link, multicast.group());
        Address own =
            multicast
                .localAddress()
                .<InetAddress>map(a -> a)
                .map(LinkAddresses::address)
                .orElse(Address.any(group.family()));
        yield new LinkAddresses(
            new Endpoint(own.family() == group.family() ? own : Address.any(group.family()), 0),
            new Endpoint(group, link.port()),
            device.index(),
            device.mtu());
      }
      case Link.Udp udp -> unicast(link, udp.local(), udp.peer(), device);
      case Link.Tcp tcp -> unicast(link, tcp.local(), tcp.peer(), device);
    };
  }

  private static Address group(Link link, Optional<InetAddress> given) {
    Address group = required(link, given, "IPv4_address or IPv6_address");
    if (!group.isMulticast()) {
      throw new ChannelException(
          Errno.EINVAL,
          "the Multicast link on %s has %s, which is no multicast address; take a UDP section for it"
              .formatted(link.networkInterface().orElse("?"), group));
    }
    return group;
  }

  private static LinkAddresses unicast(
      Link link, Optional<InetAddress> local, Optional<InetAddress> peer, NetworkDevice device) {
    Address own = required(link, local, "IPv4_address or IPv6_address");
    Address other = required(link, peer, "IPv4_Destination_Address or IPv6_Destination_Address");
    if (own.family() != other.family()) {
      throw new ChannelException(
          Errno.EINVAL,
          "the %s link on %s has addresses of two families, %s and %s; make them one"
              .formatted(link.word(), device.name(), own, other));
    }
    return new LinkAddresses(
        new Endpoint(own, link.port()),
        new Endpoint(other, link.port()),
        device.index(),
        device.mtu());
  }

  private static Address required(Link link, Optional<InetAddress> address, String option) {
    return address
        .map(LinkAddresses::address)
        .orElseThrow(() ->
            new ChannelException(
                Errno.EINVAL,
                "the %s link on %s lacks %s in its section of the configuration"
                    .formatted(link.word(), link.networkInterface().orElse("?"), option)));
  }

  private static Address address(InetAddress address) {
    return Address.ofBytes(address.getAddress());
  }

  int datagramLimit() {
    return limit(UDP4_HEADERS);
  }

  int streamLimit() {
    return limit(TCP4_HEADERS);
  }

  private int limit(int headers) {
    int more = peer.address().family() == Family.INET6 ? IPV6_MORE : 0;
    return Math.clamp(mtu - headers - more, LEAST_LIMIT, MOST_LIMIT);
  }
}
