// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import java.lang.foreign.Arena;
import relatd.netlink.AnswerHandler;
import relatd.netlink.Netlink;
import relatd.netlink.NetlinkException;
import relatd.netlink.NetlinkSocket;
import relatd.netlink.Operation;
import relatd.posix.Errno;
import relatd.posix.MessageBatch;
import relatd.posix.Sockets;
import relatd.posix.SystemException;

/// A bound queue: receives packets in batches and hands them to its [PacketHandler].
///
/// It serves the network namespace of the thread that opened it, and belongs to one thread. The
/// queue ends with the socket; packets that wait for a verdict then are dropped by the kernel.
public final class QueueSocket implements AutoCloseable {
  /// Room for the longest packet and the attributes around it; whole pages, so that small packets
  /// touch one each.
  static final int SLOT_BYTES = 18 * 4096;

  private final Arena arena = Arena.ofShared();
  private final QueueOptions options;
  private final NetlinkSocket socket;
  private final MessageBatch batch;
  private final QueueCodec codec;
  private final PacketReader reader;
  private boolean conntrack;
  private long overruns;

  private QueueSocket(QueueOptions options, NetlinkSocket socket) {
    this.options = options;
    this.socket = socket;
    this.codec = options.library() ? new LibraryCodec(arena) : new OwnCodec();
    this.reader = new PacketReader(codec);
    this.batch = new MessageBatch(arena, options.slots(), SLOT_BYTES);
  }

  /// Binds a queue through libnetfilter_queue. Packets arrive from now on.
  ///
  /// @throws NetlinkException when the kernel refuses; its message has the remedy
  public static QueueSocket open(QueueOptions options) {
    NetlinkSocket socket = NetlinkSocket.open(Netlink.NETLINK_NETFILTER);
    QueueSocket queue;
    try {
      // One overrun must not end delivery until all is read: losses are counted by the socket.
      socket.option(Netlink.NETLINK_NO_ENOBUFS, true);
      socket.options().receiveBuffer(options.receiveBuffer());
      socket.options().sendBuffer(VerdictBatch.BYTES);
      socket.options().receiveTimeout(options.timeout());
      queue = new QueueSocket(options, socket);
    } catch (RuntimeException failure) {
      socket.close();
      throw failure;
    }
    try {
      queue.configure();
      return queue;
    } catch (RuntimeException failure) {
      queue.close();
      throw failure;
    }
  }

  /// With connections if the kernel can attach them: it refuses the flag otherwise.
  private void configure() {
    conntrack = options.conntrack();
    try {
      bind();
    } catch (NetlinkException refusal) {
      if (!conntrack || !refusal.is(Errno.EOPNOTSUPP)) {
        throw refusal;
      }
      conntrack = false;
      bind();
    }
  }

  private void bind() {
    int sequence = socket.nextSequence();
    QueueRequest request = new QueueRequest(arena, options, conntrack, sequence);
    Operation operation = bindOperation();
    int sent = socket.send(request.buffer(), 0, request.size());
    if (sent < 0) {
      throw new NetlinkException(operation, -sent, "");
    }
    socket.converse(operation, sequence, AnswerHandler.NONE);
  }

  private Operation bindOperation() {
    return Operation.of("bind queue " + options.queueNumber())
        .cure(Errno.EPERM, QueueOwner.explain(options.queueNumber()))
        .cure(Errno.EBUSY, "this program has bound it already")
        .cure(
            Errno.EINVAL,
            "the kernel lacks nfnetlink_queue: load that module"
                + " (CONFIG_NETFILTER_NETLINK_QUEUE)");
  }

  /// Whether packets bring their connection: false on kernels without
  /// `CONFIG_NETFILTER_NETLINK_GLUE_CT`.
  public boolean hasConntrack() {
    return conntrack;
  }

  public int queueNumber() {
    return options.queueNumber();
  }

  /// The descriptor, for those who wait for several.
  public int fd() {
    return socket.fd();
  }

  /// Where the kernel sends its packets to; so can whoever may administer the namespace
  /// ([FeignedPackets]).
  public int portId() {
    return socket.portId();
  }

  /// A buffer for this queue's verdicts.
  public VerdictBatch verdicts() {
    return new VerdictBatch(arena, codec, options.queueNumber(), socket::send);
  }

  /// Waits for packets and hands a batch of them on.
  ///
  /// @return datagrams handled; 0 when the time was over or a signal came
  /// @throws SystemException when the socket is unusable
  public int receive(PacketHandler handler) {
    int received = batch.receive(socket.fd(), Sockets.MSG_WAITFORONE);
    if (received < 0) {
      return excuse(-received);
    }
    for (int slot = 0; slot < received; slot++) {
      reader.read(batch.buffer(), batch.offset(slot), batch.length(slot), handler);
    }
    return received;
  }

  private int excuse(int errno) {
    if (errno == Errno.ENOBUFS.number()) {
      overruns++;
    } else if (errno != Errno.EAGAIN.number() && errno != Errno.EINTR.number()) {
      throw new SystemException("receive from queue " + options.queueNumber(), errno);
    }
    return 0;
  }

  /// Counts since the queue was bound.
  public QueueCounters counters() {
    return reader.counters(overruns, socket.options().drops());
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      socket.close();
      arena.close();
    }
  }
}
