// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import relatd.posix.Errno;
import relatd.posix.EventLoop;
import relatd.posix.Fd;
import relatd.posix.PageMemory;
import relatd.posix.Registration;
import relatd.posix.Sockets;

/// The connection that a TCP link reads from: the one that the peer has made last. Bytes of a
/// message that is not whole yet stay for the next read, of this connection alone.
final class IncomingStream implements AutoCloseable {
  /// Room for the start of one message and a good read behind it.
  private static final int BUFFER_BYTES = 256 * 1024;

  private final ChannelCounters counters;
  private final MemorySegment buffer;
  private final Fd listener;
  private Fd connection;
  private int filled;
  private EventLoop loop;
  private Runnable readable;
  private Registration listening;
  private Registration reading;

  IncomingStream(Arena arena, Fd listener, ChannelCounters counters) {
    this.listener = listener;
    this.counters = counters;
    this.buffer = PageMemory.map(arena, BUFFER_BYTES);
  }

  void register(EventLoop owner, Runnable whenReadable) {
    loop = owner;
    readable = whenReadable;
    listening = owner.register(listener.number(), EventLoop.READABLE, _ -> accept());
    watch();
  }

  private void watch() {
    if (connection != null && loop != null) {
      reading = loop.register(connection.number(), EventLoop.READABLE, _ -> readable.run());
    }
  }

  boolean isConnected() {
    return connection != null;
  }

  private void accept() {
    int result = Sockets.accept(listener.number(), Sockets.SOCK_NONBLOCK | Sockets.SOCK_CLOEXEC);
    while (result >= 0) {
      drop();
      connection = new Fd(result, "take the peer's connection");
      result = Sockets.accept(listener.number(), Sockets.SOCK_NONBLOCK | Sockets.SOCK_CLOEXEC);
      watch();
    }
  }

  int receive(int budget, int link, Receiver receiver) {
    if (loop == null) {
      accept();
    }
    int reads = 0;
    while (reads < budget && connection != null && read(link, receiver)) {
      reads++;
    }
    return reads;
  }

  private boolean read(int link, Receiver receiver) {
    int received =
        Sockets.recv(
            connection.number(), buffer, filled, BUFFER_BYTES - filled, Sockets.MSG_DONTWAIT);
    if (received == -Errno.EAGAIN.number() || received == -Errno.EINTR.number()) {
      return false;
    }
    if (received <= 0) {
      counters.receiveErrors += received < 0 ? 1 : 0;
      drop();
      return false;
    }
    counters.received(received);
    filled += received;
    int used = receiver.stream(link, buffer, 0, filled);
    int left = filled - used;
    // A buffer full of what nobody uses is as much out of frame.
    if (used < 0 || left < 0 || left == BUFFER_BYTES) {
      counters.receiveErrors++;
      drop();
      return false;
    }
    MemorySegment.copy(buffer, used, buffer, 0, left);
    filled = left;
    return true;
  }

  private void drop() {
    filled = 0;
    if (reading != null) {
      reading.close();
      reading = null;
    }
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  @Override
  public void close() {
    drop();
    if (listening != null) {
      listening.close();
    }
    listener.close();
  }
}
