// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import relatd.posix.Errno;
import relatd.posix.Fd;
import relatd.posix.Posix;
import relatd.posix.SendBatch;
import relatd.posix.SocketName;
import relatd.posix.SocketOptions;
import relatd.posix.Sockets;

/// Sends datagrams in few system calls: runs of equal ones as one piece for the kernel to cut, the
/// pieces in one `sendmmsg`.
///
/// The peer receives exactly the datagrams that were packed. A kernel or device that refuses to cut
/// is asked once; from then on each datagram is a piece of its own.
final class DatagramSender {
  private static final int PIECES = 64;

  /// How long to wait for room in the socket's buffer before a datagram is given up.
  private static final int PATIENCE_MILLIS = 5;

  private final Fd fd;
  private final SendBatch batch;
  private final ChannelCounters counters;
  private final MemorySegment poll;
  private final int[] first = new int[PIECES + 1];
  private final int limit;
  private boolean cutting;

  /// @param checksum without one the kernel does not cut
  /// @param limit datagrams from this length on are more than a packet, which it does not cut
  ///   either
  DatagramSender(
      Arena arena,
      Fd fd,
      SocketName to,
      SocketOptions options,
      boolean checksum,
      int limit,
      ChannelCounters counters) {
    this.fd = fd;
    this.batch = new SendBatch(arena, PIECES, to);
    this.counters = counters;
    this.limit = limit;
    this.poll = arena.allocate(Posix.POLLFD_BYTES, 8);
    this.cutting = checksum && options.has(Sockets.SOL_UDP, Sockets.UDP_SEGMENT);
  }

  /// Whether runs of equal datagrams are cut by the kernel.
  boolean isCutting() {
    return cutting;
  }

  void send(Datagrams datagrams) {
    int next = 0;
    while (next < datagrams.datagrams()) {
      next = flush(datagrams, fill(datagrams, next));
    }
  }

  /// @return the datagram behind the last one taken
  private int fill(Datagrams datagrams, int from) {
    batch.reset(datagrams.buffer());
    int next = from;
    while (next < datagrams.datagrams() && !batch.isFull()) {
      int segment = datagrams.length(next);
      int end = cutting && segment < limit ? endOfRun(datagrams, next) : next + 1;
      int last = end - 1;
      int bytes = datagrams.offset(last) + datagrams.length(last) - datagrams.offset(next);
      first[batch.size()] = next;
      batch.add(datagrams.offset(next), bytes, end - next > 1 ? segment : 0);
      next = end;
    }
    first[batch.size()] = next;
    return next;
  }

  /// Equal datagrams, and perhaps a shorter one that ends the run.
  private static int endOfRun(Datagrams datagrams, int from) {
    int segment = datagrams.length(from);
    int bytes = segment;
    int end = from + 1;
    int most = Math.min(datagrams.datagrams(), from + SendBatch.MAX_SEGMENTS);
    while (end < most
        && datagrams.length(end) <= segment
        && datagrams.length(end - 1) == segment
        && bytes + datagrams.length(end) <= SendBatch.MAX_PIECE_BYTES) {
      bytes += datagrams.length(end);
      end++;
    }
    return end;
  }

  /// @return the datagram to go on with: `end`, or an earlier one when the kernel will not cut
  private int flush(Datagrams datagrams, int end) {
    int piece = 0;
    boolean waited = false;
    while (piece < batch.size()) {
      int sent = batch.send(fd.number(), piece, Sockets.MSG_DONTWAIT | Sockets.MSG_NOSIGNAL);
      if (sent > 0) {
        count(datagrams, first[piece], first[piece + sent]);
        piece += sent;
        waited = false;
      } else if (sent == -Errno.EAGAIN.number() && !waited) {
        waited = true;
        awaitRoom();
      } else if (first[piece + 1] - first[piece] > 1 && isRefusalToCut(-sent)) {
        cutting = false;
        return first[piece];
      } else if (sent != -Errno.EINTR.number()) {
        counters.sendErrors += first[piece + 1] - first[piece];
        piece++;
      }
    }
    return end;
  }

  private void count(Datagrams datagrams, int from, int to) {
    int last = to - 1;
    long bytes = datagrams.offset(last) + datagrams.length(last) - datagrams.offset(from);
    counters.sent(bytes, to - from);
  }

  private static boolean isRefusalToCut(int errno) {
    return errno == Errno.EIO.number()
        || errno == Errno.EINVAL.number()
        || errno == Errno.EMSGSIZE.number()
        || errno == Errno.EOPNOTSUPP.number();
  }

  private void awaitRoom() {
    poll.set(JAVA_INT, 0, fd.number());
    poll.set(JAVA_INT, 4, Posix.POLLOUT);
    Posix.poll(poll, 1, PATIENCE_MILLIS);
  }
}
