// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.lang.foreign.Arena;
import java.util.function.LongSupplier;
import relatd.conf.Link;
import relatd.posix.EventLoop;
import relatd.posix.Fd;
import relatd.posix.SocketName;

/// A link to one peer by TCP: two connections, each used in one direction. This node writes on the
/// one it has made and reads from the one that the peer has made.
public final class TcpChannel implements Channel {
  private final Arena arena = Arena.ofShared();
  private final ChannelCounters counters = new ChannelCounters();
  private final int limit;
  private final IncomingStream incoming;
  private final OutgoingStream outgoing;
  private boolean open = true;

  /// @param queue for what cannot be sent yet; shared by all links
  /// @param nanos clock of the pauses between attempts to connect
  /// @throws relatd.posix.SystemException when the own address cannot be listened at
  TcpChannel(
      LinkAddresses addresses, Link.SocketTuning tuning, ErrorQueue queue, LongSupplier nanos) {
    LinkSockets sockets = new LinkSockets(arena, addresses.own().address().family(), tuning);
    Fd listener = sockets.listener(SocketName.inet(addresses.own(), addresses.index()));
    this.limit = addresses.streamLimit();
    this.incoming = new IncomingStream(arena, listener, counters);
    this.outgoing =
        new OutgoingStream(
            arena,
            sockets,
            SocketName.inet(addresses.peer(), addresses.index()),
            queue,
            counters,
            nanos);
  }

  /// Whether the peer has connected.
  public boolean isServing() {
    return incoming.isConnected();
  }

  /// Whether the peer can be written to.
  public boolean isConnected() {
    return outgoing.isConnected();
  }

  @Override
  public int limit() {
    return limit;
  }

  @Override
  public void send(Datagrams datagrams) {
    outgoing.send(datagrams);
  }

  @Override
  public int receive(int budget, int link, Receiver receiver) {
    return incoming.receive(budget, link, receiver);
  }

  @Override
  public void register(EventLoop loop, Runnable readable) {
    incoming.register(loop, readable);
    outgoing.register(loop);
  }

  @Override
  public ChannelStats stats() {
    return counters.stats(
        "TCP traffic",
        " server=%s client=%s"
            .formatted(word(incoming.isConnected()), word(outgoing.isConnected())));
  }

  private static String word(boolean connected) {
    return connected ? "connected" : "disconnected";
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      incoming.close();
      outgoing.close();
      arena.close();
    }
  }
}
