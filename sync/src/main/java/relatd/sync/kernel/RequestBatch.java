// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.util.Arrays;
import relatd.netlink.MalformedMessage;
import relatd.netlink.MessageBuilder;
import relatd.netlink.MessageWalker;
import relatd.netlink.Netlink;
import relatd.netlink.NetlinkSocket;
import relatd.posix.Errno;
import relatd.posix.MessageBatch;
import relatd.posix.PageMemory;
import relatd.posix.Sockets;

/// Many requests in one send, and what became of each.
///
/// The kernel executes every message of a send, in order, whatever becomes of the others, and has
/// answered before `send` returns. An acknowledgement is asked of the last message alone; errors
/// come for each that failed. Beyond 32 to 64 requests a send there is nothing more to gain.
final class RequestBatch implements AutoCloseable {
  /// A request that was refused needs room for its answer, about 832 bytes of receive buffer.
  private static final int RECEIVE_BUFFER = 1 << 20;

  private static final int ACK_BYTES = 64;
  private static final int ACKS = 64;
  private static final int STATUS = 16;

  private final Arena arena = Arena.ofShared();
  private final MessageWalker walker = new MessageWalker();
  private final NetlinkSocket socket;
  private final MessageBuilder builder;
  private final MessageBatch acks;
  private final int[] errors;
  private int first;
  private int count;

  /// @param requests most requests of one send
  /// @param bytes longest one together
  RequestBatch(int requests, int bytes) {
    socket = NetlinkSocket.open(Netlink.NETLINK_NETFILTER);
    socket.option(Netlink.NETLINK_EXT_ACK, false);
    socket.options().receiveBuffer(RECEIVE_BUFFER);
    socket.options().sendBuffer(bytes + 4096);
    builder = new MessageBuilder(PageMemory.map(arena, bytes));
    acks = new MessageBatch(arena, ACKS, ACK_BYTES);
    errors = new int[requests];
  }

  /// What the events of these requests carry.
  int portId() {
    return socket.portId();
  }

  /// To write the next request with, under the number that [#next] gives.
  MessageBuilder builder() {
    return builder;
  }

  /// The sequence number of the next request, one above the last one's.
  int next() {
    int sequence = socket.nextSequence();
    if (count == 0) {
      first = sequence;
    }
    count++;
    return sequence;
  }

  int count() {
    return count;
  }

  /// The first request's number; the others' follow it.
  int first() {
    return first;
  }

  /// Whether so many more requests of such a length fit.
  boolean hasRoom(int requests, int bytes) {
    return count + requests <= errors.length && builder.room() >= bytes;
  }

  /// Sends what was written and learns what became of it; the answers are valid until the next
  /// [#reset].
  void send() {
    if (count == 0) {
      return;
    }
    Arrays.fill(errors, 0, count, 0);
    builder.addFlags(Netlink.NLM_F_ACK);
    int sent = socket.send(builder.buffer(), 0, builder.size());
    if (sent < 0) {
      Arrays.fill(errors, 0, count, -sent);
      return;
    }
    if (!readAnswers() && count > 1 && errors[0] == Errno.EPERM.number()) {
      // Without the privilege the datagram is answered once, for its first message.
      Arrays.fill(errors, 0, count, errors[0]);
    }
  }

  /// Answers whether the acknowledgement of the last request came. Without it (a receive buffer
  /// that overflowed) the requests were executed all the same.
  private boolean readAnswers() {
    while (true) {
      int received = acks.receive(socket.fd(), Sockets.MSG_DONTWAIT);
      if (received < 0) {
        if (received == -Errno.EAGAIN.number()) {
          return false;
        }
        continue;
      }
      boolean done = false;
      for (int slot = 0; slot < received; slot++) {
        done |= readAnswer(slot);
      }
      if (done) {
        return true;
      }
    }
  }

  private boolean readAnswer(int slot) {
    walker.wrap(acks.buffer(), acks.offset(slot), acks.length(slot));
    try {
      if (!walker.next() || walker.type() != Netlink.NLMSG_ERROR || walker.length() < STATUS + 4) {
        return false;
      }
    } catch (MalformedMessage truncated) {
      return false;
    }
    int index = walker.sequence() - first;
    if (index < 0 || index >= count) {
      return false; // of an earlier send whose answers were lost
    }
    errors[index] = -walker.buffer().get(JAVA_INT_UNALIGNED, walker.offset() + STATUS);
    return index == count - 1;
  }

  /// What became of a request: 0, or the errno, positive.
  int errno(int sequence) {
    return errors[sequence - first];
  }

  void reset() {
    builder.reset();
    count = 0;
  }

  @Override
  public void close() {
    socket.close();
    arena.close();
  }
}
