// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.LongSupplier;
import relatd.posix.Errno;
import relatd.posix.EventLoop;
import relatd.posix.Fd;
import relatd.posix.Registration;
import relatd.posix.SocketName;
import relatd.posix.Sockets;
import relatd.posix.Timer;

/// The connection that a TCP link writes on. It connects without waiting, and again a second after
/// it failed; meanwhile batches go to the [ErrorQueue], which later ones do not overtake.
///
/// The rest of a batch that was written in part goes first on the same connection: the peer would
/// lose the frame without it. A new connection begins with a whole batch.
final class OutgoingStream implements AutoCloseable {
  private static final long PAUSE_NANOS = 1_000_000_000L;
  private static final int REST_BYTES = ErrorQueue.MAX_BATCH;
  private static final int FLAGS = Sockets.MSG_DONTWAIT | Sockets.MSG_NOSIGNAL;

  private final LinkSockets sockets;
  private final SocketName peer;
  private final ErrorQueue queue;
  private final ChannelCounters counters;
  private final LongSupplier nanos;
  private final MemorySegment rest;
  private int restFrom;
  private int restTo;
  private Fd fd;
  private boolean connected;
  private long lastAttempt;
  private EventLoop loop;
  private Registration registration;
  private Timer retry;

  OutgoingStream(
      Arena arena,
      LinkSockets sockets,
      SocketName peer,
      ErrorQueue queue,
      ChannelCounters counters,
      LongSupplier nanos) {
    this.sockets = sockets;
    this.peer = peer;
    this.queue = queue;
    this.counters = counters;
    this.nanos = nanos;
    this.rest = arena.allocate(REST_BYTES, 8);
    this.lastAttempt = nanos.getAsLong() - PAUSE_NANOS;
    connectWhenDue();
  }

  void register(EventLoop owner) {
    loop = owner;
    retry = owner.timer(this::connectWhenDue);
    if (fd == null) {
      retry.startNanos(PAUSE_NANOS);
    } else {
      watch();
    }
  }

  boolean isConnected() {
    return connected;
  }

  void send(Datagrams datagrams) {
    int next = 0;
    if (isReady() && drain()) {
      next = write(datagrams);
    }
    for (; next < datagrams.datagrams(); next++) {
      queue.add(datagrams.buffer(), datagrams.offset(next), datagrams.length(next));
    }
    updateInterest();
  }

  private boolean isReady() {
    if (fd == null) {
      connectWhenDue();
    } else if (!connected) {
      finishConnect();
    }
    return connected;
  }

  /// @return how many have left, or will do so as the rest of a batch
  private int write(Datagrams datagrams) {
    int last = datagrams.datagrams() - 1;
    if (last < 0) {
      return 0;
    }
    long from = datagrams.offset(0);
    long bytes = datagrams.offset(last) + datagrams.length(last) - from;
    int sent = Sockets.send(fd.number(), datagrams.buffer(), from, bytes, FLAGS);
    if (sent < 0) {
      failed(-sent);
      return 0;
    }
    int next = 0;
    long done = 0;
    while (next <= last && done + datagrams.length(next) <= sent) {
      done += datagrams.length(next);
      next++;
    }
    if (done < sent) {
      long restAt = from + sent;
      keepRest(datagrams.buffer(), restAt, (int) (done + datagrams.length(next) - sent));
      next++;
    }
    counters.sent(sent, next);
    return next;
  }

  /// Writes what waits. True when nothing is left.
  private boolean drain() {
    while (restFrom < restTo) {
      int sent = Sockets.send(fd.number(), rest, restFrom, restTo - restFrom, FLAGS);
      if (sent < 0) {
        failed(-sent);
        return false;
      }
      counters.bytesSent += sent;
      restFrom += sent;
    }
    while (restFrom == restTo && !queue.isEmpty()) {
      int length = queue.firstLength();
      int sent = Sockets.send(fd.number(), queue.first(), 0, length, FLAGS);
      if (sent < 0) {
        failed(-sent);
        return false;
      }
      if (sent < length) {
        keepRest(queue.first(), sent, length - sent);
      }
      counters.sent(sent, 1);
      queue.removeFirst();
    }
    return restFrom == restTo;
  }

  private void keepRest(MemorySegment source, long from, int length) {
    MemorySegment.copy(source, from, rest, 0, length);
    restFrom = 0;
    restTo = length;
  }

  private void failed(int errno) {
    counters.sendErrors++;
    if (errno != Errno.EAGAIN.number() && errno != Errno.EINTR.number()) {
      disconnect();
    }
  }

  private void connectWhenDue() {
    if (fd != null || nanos.getAsLong() - lastAttempt < PAUSE_NANOS) {
      return;
    }
    lastAttempt = nanos.getAsLong();
    fd = sockets.stream();
    finishConnect();
    if (fd != null && loop != null) {
      watch();
    }
  }

  /// Begins to connect, or asks how it goes: connect(2) answers both.
  private void finishConnect() {
    int result = Sockets.connect(fd.number(), peer);
    if (result == 0 || result == -Errno.EISCONN.number()) {
      connected = true;
    } else if (result != -Errno.EINPROGRESS.number() && result != -Errno.EALREADY.number()) {
      disconnect();
    }
  }

  private void watch() {
    registration = loop.register(fd.number(), EventLoop.READABLE | EventLoop.WRITABLE, this::ready);
  }

  private void ready(int events) {
    if (!connected) {
      finishConnect();
    }
    if (connected && (events & ~EventLoop.WRITABLE) != 0) {
      hearPeer();
    }
    if (connected) {
      drain();
    }
    updateInterest();
  }

  /// The peer says nothing here: what can be read is the end of the connection.
  private void hearPeer() {
    if (restFrom == restTo) {
      int received = Sockets.recv(fd.number(), rest, 0, REST_BYTES, Sockets.MSG_DONTWAIT);
      if (received == 0 || received < 0 && received != -Errno.EAGAIN.number()) {
        disconnect();
      }
    }
  }

  private void updateInterest() {
    if (registration != null && fd != null) {
      boolean waiting = !connected || restFrom < restTo || !queue.isEmpty();
      registration.interest(EventLoop.READABLE | (waiting ? EventLoop.WRITABLE : 0));
    }
  }

  private void disconnect() {
    connected = false;
    // The rest of a batch is of no use to a new connection.
    restFrom = restTo;
    if (registration != null) {
      registration.close();
      registration = null;
    }
    if (fd != null) {
      fd.close();
      fd = null;
    }
    if (retry != null) {
      retry.startNanos(PAUSE_NANOS);
    }
  }

  @Override
  public void close() {
    disconnect();
    if (retry != null) {
      retry.stop();
    }
  }
}
