// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import relatd.posix.EventLoop;

/// One link to the other firewalls.
public sealed interface Channel extends AutoCloseable
    permits MulticastChannel, UdpChannel, TcpChannel, LossyChannel, MemoryChannel {

  /// Bytes that a datagram stays below: the MTU that the device had when the link was opened, less
  /// the headers in front. One message that is larger may go alone.
  int limit();

  /// Sends everything; what cannot be sent is counted and lost, but for what TCP keeps for later.
  void send(Datagrams datagrams);

  /// Shows what has come, or the first part of it, without waiting.
  ///
  /// @param budget receives at most; datagrams come in one batch, whatever it says
  /// @param link what the receiver is told
  /// @return how many there were; 0 when nothing is there
  int receive(int budget, int link, Receiver receiver);

  /// Has a loop serve this channel's descriptors until it is closed.
  ///
  /// @param readable runs when [#receive] would show something
  void register(EventLoop loop, Runnable readable);

  ChannelStats stats();

  @Override
  void close();
}
