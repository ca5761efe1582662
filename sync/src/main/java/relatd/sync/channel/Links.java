// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import relatd.conf.Link;
import relatd.conf.Sync;
import relatd.netlink.LinkMonitor;
import relatd.netlink.NetworkDevice;
import relatd.posix.Errno;
import relatd.posix.SystemException;

/// Opens the links of a configuration.
public final class Links {
  private final LinkMonitor monitor;
  private final LinkListener listener;
  private final LongSupplier nanos;

  /// @param monitor tells the devices' indexes and MTUs
  /// @param nanos clock of TCP's attempts to connect
  public Links(LinkMonitor monitor, LinkListener listener, LongSupplier nanos) {
    this.monitor = monitor;
    this.listener = listener;
    this.nanos = nanos;
  }

  /// @throws ChannelException when one cannot be opened; then none is
  public MultiChannel open(Sync sync) {
    return open(sync.links(), sync.firstLink());
  }

  MultiChannel open(List<Link> links, int first) {
    if (links.isEmpty()) {
      throw new ChannelException(
          Errno.ENOENT, "there is no dedicated link: add a Multicast, UDP or TCP section to Sync");
    }
    List<NetworkDevice> devices = links.stream().map(this::device).toList();
    ErrorQueue queue = new ErrorQueue(errorQueueLength(links));
    List<Channel> channels = new ArrayList<>();
    try {
      for (int i = 0; i < links.size(); i++) {
        channels.add(open(links.get(i), devices.get(i), queue));
      }
      return new MultiChannel(channels, devices, first, listener, queue);
    } catch (RuntimeException failure) {
      channels.forEach(Channel::close);
      throw failure;
    }
  }

  private NetworkDevice device(Link link) {
    String name =
        link.networkInterface()
            .orElseThrow(() ->
                new ChannelException(
                    Errno.ENOENT,
                    "a %s link lacks Interface in its section of the configuration"
                        .formatted(link.word())));
    return monitor
        .find(name)
        .orElseThrow(() ->
            new ChannelException(
                Errno.ENODEV,
                "the %s link's Interface %s does not exist: see `ip link`"
                    .formatted(link.word(), name)));
  }

  private Channel open(Link link, NetworkDevice device, ErrorQueue queue) {
    LinkAddresses addresses = LinkAddresses.of(link, device);
    try {
      return switch (link) {
        case Link.Multicast _ -> new MulticastChannel(addresses, link.tuning());
        case Link.Udp _ -> new UdpChannel(addresses, link.tuning());
        case Link.Tcp _ -> new TcpChannel(addresses, link.tuning(), queue, nanos);
      };
    } catch (SystemException refused) {
      throw new ChannelException(
          "the %s link on %s cannot be opened: %s; own address and port are %s, the other side's %s"
              .formatted(
                  link.word(),
                  device.name(),
                  refused.getMessage(),
                  addresses.own(),
                  addresses.peer()),
          refused);
    }
  }

  private static int errorQueueLength(List<Link> links) {
    int length = 0;
    for (Link link : links) {
      if (link instanceof Link.Tcp tcp) {
        length = Math.max(length, tcp.errorQueueLength());
      }
    }
    return length > 0 ? length : Link.Tcp.DEFAULT_ERROR_QUEUE_LENGTH;
  }
}
