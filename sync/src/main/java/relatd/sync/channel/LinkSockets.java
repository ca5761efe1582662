// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import java.lang.foreign.Arena;
import relatd.conf.Link;
import relatd.conntrack.Family;
import relatd.posix.Fd;
import relatd.posix.SocketName;
import relatd.posix.SocketOptions;
import relatd.posix.Sockets;
import relatd.posix.SystemException;

/// Makes the sockets of one link, with the options that all kinds of links share.
final class LinkSockets {
  private final Arena arena;
  private final Family family;
  private final Link.SocketTuning tuning;

  LinkSockets(Arena arena, Family family, Link.SocketTuning tuning) {
    this.arena = arena;
    this.family = family;
    this.tuning = tuning;
  }

  Fd datagramSender() {
    Fd fd = open(Sockets.SOCK_DGRAM);
    return guarded(
        fd,
        () -> {
          SocketOptions options = options(fd);
          SystemException.check(
              options.set(Sockets.SOL_SOCKET, Sockets.SO_NO_CHECK, tuning.checksum() ? 0 : 1),
              "switch checksums of datagrams");
          sendBuffer(options);
        });
  }

  Fd datagramReceiver(SocketName name) {
    return bound(Sockets.SOCK_DGRAM, name);
  }

  Fd listener(SocketName name) {
    Fd fd = bound(Sockets.SOCK_STREAM, name);
    return guarded(
        fd, () -> SystemException.check(Sockets.listen(fd.number(), 1), "listen for the peer"));
  }

  /// For the connection that is written on.
  Fd stream() {
    Fd fd = open(Sockets.SOCK_STREAM);
    return guarded(
        fd,
        () -> {
          SocketOptions options = options(fd);
          options.set(Sockets.SOL_SOCKET, Sockets.SO_KEEPALIVE, 1);
          // Batches leave when the transmit queue has run; nothing is gained by waiting for more.
          options.set(Sockets.IPPROTO_TCP, Sockets.TCP_NODELAY, 1);
          sendBuffer(options);
        });
  }

  SocketOptions options(Fd fd) {
    return new SocketOptions(arena, fd);
  }

  private Fd bound(int type, SocketName name) {
    Fd fd = open(type);
    return guarded(
        fd,
        () -> {
          SocketOptions options = options(fd);
          options.set(Sockets.SOL_SOCKET, Sockets.SO_REUSEADDR, 1);
          options.set(Sockets.SOL_SOCKET, Sockets.SO_KEEPALIVE, 1);
          if (tuning.receiveBuffer() > 0) {
            options.receiveBuffer(tuning.receiveBuffer());
          }
          SystemException.check(Sockets.bind(fd.number(), name), "bind to the link's own address");
        });
  }

  private void sendBuffer(SocketOptions options) {
    if (tuning.sendBuffer() > 0) {
      options.sendBuffer(tuning.sendBuffer());
    }
  }

  private Fd open(int type) {
    int flags = Sockets.SOCK_NONBLOCK | Sockets.SOCK_CLOEXEC;
    return new Fd(Sockets.socket(family.number(), type | flags, 0), "make a socket for a link");
  }

  private static Fd guarded(Fd fd, Runnable step) {
    try {
      step.run();
      return fd;
    } catch (RuntimeException failure) {
      fd.close();
      throw failure;
    }
  }
}
