// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.lang.foreign.Arena;
import relatd.posix.Errno;
import relatd.posix.Fd;
import relatd.posix.MessageBatch;
import relatd.posix.Sockets;

/// Receives datagrams, many in one system call. Who sent them is not asked: the link is dedicated.
final class DatagramReceiver {
  /// A slot takes what UDP can carry; only touched pages cost memory.
  private static final int SLOT_BYTES = 65536;

  private static final int SLOTS = 32;

  private final Fd fd;
  private final MessageBatch batch;
  private final ChannelCounters counters;

  DatagramReceiver(Arena arena, Fd fd, ChannelCounters counters) {
    this.fd = fd;
    this.batch = new MessageBatch(arena, SLOTS, SLOT_BYTES);
    this.counters = counters;
  }

  /// Shows one batch. What it makes this node say, acknowledgements above all, leaves at the end of
  /// the loop's turn: a peer that waits for them goes on while the next batch is read, and is not
  /// kept waiting for all that lies here.
  int receive(int link, Receiver receiver) {
    int received = batch.receive(fd.number(), Sockets.MSG_DONTWAIT);
    if (received <= 0) {
      if (received != -Errno.EAGAIN.number() && received != -Errno.EINTR.number()) {
        counters.receiveErrors++;
      }
      return 0;
    }
    for (int slot = 0; slot < received; slot++) {
      int length = batch.length(slot);
      counters.received(length);
      if (length > 0) {
        receiver.datagram(link, batch.buffer(), batch.offset(slot), length);
      }
    }
    return received;
  }
}
