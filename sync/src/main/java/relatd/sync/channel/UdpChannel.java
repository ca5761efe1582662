// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.lang.foreign.Arena;
import relatd.conf.Link;
import relatd.conntrack.Endpoint;
import relatd.posix.EventLoop;
import relatd.posix.Fd;
import relatd.posix.Registration;
import relatd.posix.SocketName;

/// A link to one peer by UDP: received at the own address and port, sent from any port.
public final class UdpChannel implements Channel {
  private final Arena arena = Arena.ofShared();
  private final ChannelCounters counters = new ChannelCounters();
  private final int limit;
  private final Fd output;
  private final Fd input;
  private final DatagramSender sender;
  private final DatagramReceiver receiver;
  private Registration registration;

  /// @throws relatd.posix.SystemException when a socket cannot be had
  UdpChannel(LinkAddresses addresses, Link.SocketTuning tuning) {
    Endpoint own = addresses.own();
    Endpoint peer = addresses.peer();
    LinkSockets sockets = new LinkSockets(arena, own.address().family(), tuning);
    this.limit = addresses.datagramLimit();
    this.input = sockets.datagramReceiver(SocketName.inet(own, addresses.index()));
    try {
      this.output = sockets.datagramSender();
    } catch (RuntimeException failure) {
      input.close();
      throw failure;
    }
    this.sender =
        new DatagramSender(
            arena,
            output,
            SocketName.inet(peer, addresses.index()),
            sockets.options(output),
            tuning.checksum(),
            limit,
            counters);
    this.receiver = new DatagramReceiver(arena, input, counters);
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
    return counters.stats("UDP traffic", "");
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
