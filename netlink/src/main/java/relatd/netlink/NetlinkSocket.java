// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import relatd.posix.Errno;
import relatd.posix.Fd;
import relatd.posix.Posix;
import relatd.posix.SocketName;
import relatd.posix.SocketOptions;
import relatd.posix.Sockets;
import relatd.posix.SystemException;

/// A netlink socket, for requests and their answers or for events; never use one for both, as they
/// would interleave.
///
/// It belongs for ever to the network namespace of the thread that opened it, and to one thread at
/// a time. The kernel executes a request before `send` returns, and its answers lie in the receive
/// queue by then: no request waits for long, and none for ever.
public final class NetlinkSocket implements AutoCloseable {
  /// The kernel fills dump datagrams up to the largest read it has seen, at most 32 KiB.
  private static final int BUFFER = 32 * 1024;

  private static final int PATIENCE_MILLIS = 1000;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(BUFFER, 8);
  private final MessageWalker walker = new MessageWalker();
  private final ErrorMessage error = new ErrorMessage();
  private final Fd fd;
  private final SocketOptions options;
  private int portId;
  private int sequence;

  private NetlinkSocket(Fd fd) {
    this.fd = fd;
    this.options = new SocketOptions(arena, fd);
  }

  /// Opens and binds; the kernel chooses the port id. Errors come capped and with the kernel's
  /// words.
  ///
  /// @param protocol `NETLINK_NETFILTER`, `NETLINK_ROUTE`
  /// @throws NetlinkException when the kernel refuses
  public static NetlinkSocket open(int protocol) {
    Operation open = Operation.of("open a netlink socket");
    int result =
        Sockets.socket(Sockets.AF_NETLINK, Sockets.SOCK_RAW | Sockets.SOCK_CLOEXEC, protocol);
    if (result < 0) {
      throw new NetlinkException(open, -result, "");
    }
    NetlinkSocket socket = new NetlinkSocket(new Fd(result, "netlink socket"));
    try {
      socket.bind();
      socket.option(Netlink.NETLINK_CAP_ACK, true);
      socket.option(Netlink.NETLINK_EXT_ACK, true);
      return socket;
    } catch (RuntimeException failure) {
      socket.close();
      throw failure;
    }
  }

  private void bind() {
    SystemException.check(
        Sockets.bind(fd.number(), SocketName.netlink(0)), "bind a netlink socket");
    MemorySegment size = buffer.asSlice(16, 4);
    size.set(JAVA_INT, 0, 16);
    SystemException.check(
        Sockets.getsockname(fd.number(), buffer, size), "read the port of a netlink socket");
    portId = buffer.get(JAVA_INT, 4);
  }

  public int fd() {
    return fd.number();
  }

  /// What events caused through this socket carry as their `nlmsg_pid`.
  public int portId() {
    return portId;
  }

  /// The number of the next request.
  public int nextSequence() {
    return ++sequence;
  }

  /// Switches a `SOL_NETLINK` option.
  public void option(int option, boolean on) {
    set(option, on ? 1 : 0, "set netlink option " + option);
  }

  /// Joins a group of events, by number. Needs CAP_NET_ADMIN.
  public void join(int group) {
    set(Netlink.NETLINK_ADD_MEMBERSHIP, group, "join event group " + group);
  }

  public void leave(int group) {
    set(Netlink.NETLINK_DROP_MEMBERSHIP, group, "leave event group " + group);
  }

  private void set(int option, int number, String operation) {
    int result = options.set(Netlink.SOL_NETLINK, option, number);
    if (result < 0) {
      throw new NetlinkException(Operation.of(operation), -result, "");
    }
  }

  /// Buffer sizes, time limit, drops. A message costs more of a receive buffer than its bytes: an
  /// event of connection tracking 1280; one send carries the send buffer less 32 bytes.
  public SocketOptions options() {
    return options;
  }

  /// Sends what has been built; the kernel has executed it when this returns. For messages without
  /// ACK; their errors, if any, arrive in the receive queue.
  ///
  /// @return bytes sent, or the negative errno
  public int send(MemorySegment messages, long from, long bytes) {
    return Sockets.send(fd.number(), messages, from, bytes, 0);
  }

  /// One request: adds ACK, hands every answer on, returns with the acknowledgement.
  ///
  /// Answers to a GET may be marked MULTI although no DONE will follow: the acknowledgement ends
  /// them, and a DONE is taken for one.
  ///
  /// @param request one finished message with a number of [#nextSequence]
  /// @throws NetlinkException when the kernel refuses, or the answers got lost
  public void transact(Operation operation, MessageBuilder request, AnswerHandler answers) {
    request.addFlags(Netlink.NLM_F_REQUEST | Netlink.NLM_F_ACK);
    sendOrThrow(operation, request);
    converse(operation, sequenceOf(request), answers);
  }

  /// One GET of everything: adds DUMP, hands every entry on, returns with the DONE.
  ///
  /// A handler that throws does not end the dump, it only sees no more of it: the kernel allows one
  /// dump at a time on a socket.
  public void dump(Operation operation, MessageBuilder request, AnswerHandler answers) {
    request.addFlags(Netlink.NLM_F_REQUEST | Netlink.NLM_F_DUMP);
    sendOrThrow(operation, request);
    converse(operation, sequenceOf(request), answers);
  }

  /// Many requests in one send: an ACK is asked for the last alone, errors come for each.
  ///
  /// The messages need consecutive numbers of [#nextSequence], and the receive buffer about 832
  /// bytes for each that may fail. All of them are executed, whatever becomes of their answers.
  ///
  /// @throws NetlinkException when nothing was sent, or answers got lost (`ENOBUFS`)
  public void batch(Operation operation, MessageBuilder requests, FailureHandler failures) {
    requests.addFlags(Netlink.NLM_F_REQUEST | Netlink.NLM_F_ACK);
    int first = requests.buffer().get(JAVA_INT, 8);
    int last = sequenceOf(requests);
    sendOrThrow(operation, requests);
    boolean done = false;
    while (!done) {
      walker.wrap(buffer, 0, receive(operation));
      while (walker.next()) {
        int number = walker.sequence();
        if (walker.type() != Netlink.NLMSG_ERROR || number - first < 0 || last - number < 0) {
          continue;
        }
        if (!error.wrap(walker).isSuccess()) {
          failures.refused(number, error.errno());
        }
        done |= number == last;
      }
    }
  }

  private void sendOrThrow(Operation operation, MessageBuilder request) {
    int sent = send(request.buffer(), 0, request.size());
    if (sent < 0) {
      throw new NetlinkException(operation, -sent, "");
    }
  }

  private static int sequenceOf(MessageBuilder builder) {
    return builder.buffer().get(JAVA_INT, builder.messageOffset() + 8);
  }

  /// Reads until the end of the answers to one request, past what is left of earlier ones.
  ///
  /// @param wanted number of the request
  public void converse(Operation operation, int wanted, AnswerHandler answers) {
    RuntimeException failure = null;
    boolean done = false;
    while (!done) {
      walker.wrap(buffer, 0, receive(operation));
      while (walker.next()) {
        if (walker.sequence() != wanted) {
          continue;
        }
        int type = walker.type();
        if (type == Netlink.NLMSG_ERROR || type == Netlink.NLMSG_DONE) {
          requireSuccess(operation);
          done = true;
        } else if (failure == null) {
          try {
            answers.answer(walker);
          } catch (RuntimeException thrown) {
            failure = thrown;
          }
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void requireSuccess(Operation operation) {
    error.wrap(walker);
    if (!error.isSuccess()) {
      throw new NetlinkException(operation, error.errno(), error.text().orElse(""));
    }
  }

  /// One datagram of answers.
  private int receive(Operation operation) {
    boolean waited = false;
    while (true) {
      int flags = Sockets.MSG_DONTWAIT | Sockets.MSG_TRUNC;
      int received = Sockets.recv(fd.number(), buffer, 0, BUFFER, flags);
      if (received > BUFFER) {
        throw new NetlinkException(operation, Errno.EMSGSIZE.number(), "");
      }
      if (received >= 0) {
        return received;
      }
      if (received == -Errno.EAGAIN.number() && !waited) {
        waited = true;
        await();
      } else if (received != -Errno.EINTR.number()) {
        throw new NetlinkException(operation, -received, "");
      }
    }
  }

  private void await() {
    buffer.set(JAVA_INT, 0, fd.number());
    buffer.set(JAVA_INT, 4, Posix.POLLIN);
    Posix.poll(buffer, 1, PATIENCE_MILLIS);
  }

  @Override
  public void close() {
    if (fd.isOpen()) {
      fd.close();
      arena.close();
    }
  }
}
