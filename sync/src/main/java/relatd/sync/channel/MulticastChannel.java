// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.lang.foreign.Arena;
import relatd.conf.Link;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.posix.EventLoop;
import relatd.posix.Fd;
import relatd.posix.Registration;
import relatd.posix.SocketName;
import relatd.posix.SocketOptions;
import relatd.posix.Sockets;
import relatd.posix.SystemException;

/// A link to all nodes of a multicast group, one hop away; own datagrams do not come back.
///
/// Receiving is bound to the group and asks for this device's datagrams alone, so that two links
/// may have the same group and port, and unicast datagrams are not taken (as conntrackd since
/// 1.4.9).
public final class MulticastChannel implements Channel {
  private final Arena arena = Arena.ofShared();
  private final ChannelCounters counters = new ChannelCounters();
  private final int limit;
  private final Fd output;
  private final Fd input;
  private final DatagramSender sender;
  private final DatagramReceiver receiver;
  private Registration registration;

  /// @throws SystemException when a socket cannot be had
  MulticastChannel(LinkAddresses addresses, Link.SocketTuning tuning) {
    Endpoint group = addresses.peer();
    Address own = addresses.own().address();
    LinkSockets sockets = new LinkSockets(arena, group.address().family(), tuning);
    this.limit = addresses.datagramLimit();
    this.input = sockets.datagramReceiver(SocketName.inet(group, addresses.index()));
    Fd sending = null;
    try {
      join(sockets.options(input), group.address(), own, addresses.index());
      sending = sockets.datagramSender();
      oneHop(sockets.options(sending), own, addresses.index());
    } catch (RuntimeException failure) {
      input.close();
      if (sending != null) {
        sending.close();
      }
      throw failure;
    }
    this.output = sending;
    this.sender =
        new DatagramSender(
            arena,
            output,
            SocketName.inet(group, addresses.index()),
            sockets.options(output),
            tuning.checksum(),
            limit,
            counters);
    this.receiver = new DatagramReceiver(arena, input, counters);
  }

  private static void join(SocketOptions options, Address group, Address own, int index) {
    options.join(group, own, index);
    // Older kernels lack the second one: then another link's datagrams are seen twice.
    if (group.family() == Family.INET) {
      options.set(Sockets.IPPROTO_IP, Sockets.IP_MULTICAST_ALL, 0);
    } else {
      options.set(Sockets.IPPROTO_IPV6, Sockets.IPV6_MULTICAST_ALL, 0);
    }
  }

  private static void oneHop(SocketOptions options, Address own, int index) {
    options.multicastDevice(own, index);
    boolean four = own.family() == Family.INET;
    int level = four ? Sockets.IPPROTO_IP : Sockets.IPPROTO_IPV6;
    int loop = four ? Sockets.IP_MULTICAST_LOOP : Sockets.IPV6_MULTICAST_LOOP;
    int hops = four ? Sockets.IP_MULTICAST_TTL : Sockets.IPV6_MULTICAST_HOPS;
    SystemException.check(options.set(level, loop, 0), "keep own datagrams from coming back");
    SystemException.check(options.set(level, hops, 1), "limit datagrams to one hop");
  }

  /// Whether runs of equal datagrams are cut by the kernel (UDP GSO).
  public boolean isCutting() {
    return sender.isCutting();
  }

  @Override
  public int limit() {
    return limit;
  }

  @Override
  public void send(Datagrams datagrams) {
    sender.send(datagrams);
  }

  @Override
  public int receive(int budget, int link, Receiver into) {
    return receiver.receive(link, into);
  }

  @Override
  public void register(EventLoop loop, Runnable readable) {
    registration = loop.register(input.number(), EventLoop.READABLE, _ -> readable.run());
  }

  @Override
  public ChannelStats stats() {
    return counters.stats("multicast traffic", "");
  }

  @Override
  public void close() {
    if (input.isOpen()) {
      if (registration != null) {
        registration.close();
      }
      input.close();
      output.close();
      arena.close();
    }
  }
}
