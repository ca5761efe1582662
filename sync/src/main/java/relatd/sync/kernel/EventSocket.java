// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static relatd.netlink.Netlink.*;

import java.lang.foreign.Arena;
import java.util.Optional;
import relatd.conf.NetlinkBuffer;
import relatd.netlink.NetlinkException;
import relatd.netlink.NetlinkSocket;
import relatd.posix.MessageBatch;
import relatd.posix.Sockets;

/// The socket that conntrack and expectation events come out of, and nothing else.
///
/// An event costs 1280 bytes of the receive buffer whatever its size. `NetlinkBufferSize` is what
/// the kernel shall account in the end: it doubles the number it is given, so half goes in.
public final class EventSocket implements AutoCloseable {
  private static final int AT_LIMIT = -1;

  private final NetlinkSocket socket;
  private final EventOptions options;
  private final KernelLog log;
  private int size;

  private EventSocket(NetlinkSocket socket, EventOptions options, KernelLog log) {
    this.socket = socket;
    this.options = options;
    this.log = log;
  }

  /// Opens it, filter before groups, so that nothing unwanted gets in.
  ///
  /// @param filter what the kernel itself shall hold back; empty for nothing
  /// @throws NetlinkException when the kernel refuses; events need CAP_NET_ADMIN
  public static EventSocket open(
      EventOptions options, Optional<KernelFilter> filter, KernelLog log) {
    NetlinkSocket netlink = NetlinkSocket.open(NETLINK_NETFILTER);
    try {
      EventSocket socket = new EventSocket(netlink, options, log);
      if (options.buffer().reliable()) {
        netlink.option(NETLINK_BROADCAST_ERROR, true);
        netlink.option(NETLINK_NO_ENOBUFS, true);
        log.notice("reliable ctnetlink event delivery is ENABLED.");
      }
      filter.ifPresent(program -> program.attach(netlink.fd()));
      socket.resize();
      socket.join();
      return socket;
    } catch (RuntimeException failure) {
      netlink.close();
      throw failure;
    }
  }

  private void join() {
    socket.join(NFNLGRP_CONNTRACK_NEW);
    socket.join(NFNLGRP_CONNTRACK_UPDATE);
    socket.join(NFNLGRP_CONNTRACK_DESTROY);
    if (options.expectations()) {
      socket.join(NFNLGRP_CONNTRACK_EXP_NEW);
      socket.join(NFNLGRP_CONNTRACK_EXP_UPDATE);
      socket.join(NFNLGRP_CONNTRACK_EXP_DESTROY);
    }
  }

  private void resize() {
    NetlinkBuffer wanted = options.buffer();
    if (wanted.effectiveSize() == 0) {
      size = bufferSize();
      log.notice(
          "NetlinkBufferSize is either not set or is greater than NetlinkBufferSizeMaxGrowth."
              + " Using current system buffer size");
    } else {
      size = 2 * socket.options().receiveBuffer(wanted.effectiveSize() / 2);
    }
    log.notice("netlink event socket buffer size has been set to " + size + " bytes");
  }

  /// Doubles the buffer after an overrun, up to `NetlinkBufferSizeMaxGrowth`.
  void grow() {
    if (size == AT_LIMIT) {
      return;
    }
    if (2L * size > options.buffer().maxGrowth()) {
      size = AT_LIMIT;
      log.warning(
          "netlink event socket buffer size cannot be doubled further since it will exceed"
              + " NetlinkBufferSizeMaxGrowth. We are likely to be losing events, this may lead to"
              + " unsynchronized replicas. Please, consider increasing netlink socket buffer size"
              + " via NetlinkBufferSize and NetlinkBufferSizeMaxGrowth clauses in"
              + " conntrackd.conf");
      return;
    }
    size = 2 * socket.options().receiveBuffer(size);
    log.notice("netlink event socket buffer size has been doubled to " + size + " bytes");
  }

  /// Bytes that the kernel accounts for the receive buffer.
  public int bufferSize() {
    return socket.options().get(Sockets.SOL_SOCKET, Sockets.SO_RCVBUF);
  }

  /// What to wait for.
  public int fd() {
    return socket.fd();
  }

  public EventOptions options() {
    return options;
  }

  /// Room for what one system call may bring.
  MessageBatch batch(Arena arena) {
    return new MessageBatch(arena, options.slots(), EventReader.LONGEST_EVENT);
  }

  int drops() {
    return socket.options().drops();
  }

  @Override
  public void close() {
    socket.close();
  }
}
