// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import relatd.libnetfilter_queue.nfq_h;
import relatd.netlink.MessageBuilder;
import relatd.netlink.MessageWalker;
import relatd.posix.Errno;

/// Verdicts of many packets in one send. None is acknowledged; the kernel reinjects the packets
/// before [#flush] returns.
///
/// ```
///  nlmsghdr | nfgenmsg (res_id: queue) | VERDICT_HDR {verdict, id} [| MARK] [| PAYLOAD] [| CT] [| EXP]
/// ```
///
/// A verdict with more than itself is made by [#begin], what it carries, and [#end]. The kernel is
/// silent about what it dislikes in CT and EXP: the packet goes its way without.
public final class VerdictBatch {
  /// What one send carries at most.
  static final int BYTES = 256 * 1024;

  /// A verdict with the largest payload and both nests.
  private static final int LARGEST = 72 * 1024;

  private static final int PLAIN = MessageWalker.NFNETLINK_HEADER + 4 + 8;
  private static final int SINGLE = nfq_h.NFQNL_MSG_VERDICT;
  private static final int UP_TO = nfq_h.NFQNL_MSG_VERDICT_BATCH;
  private static final int ATTEMPTS = 3;

  /// How messages leave; the negative errno when they do not.
  @FunctionalInterface
  interface Sender {
    int send(MemorySegment messages, long from, long bytes);
  }

  private final MessageBuilder builder;
  private final QueueCodec codec;
  private final int queueNumber;
  private final Sender sender;
  private boolean merging;
  private boolean merged;
  private long lost;
  private int messages;

  VerdictBatch(Arena arena, QueueCodec codec, int queueNumber, Sender sender) {
    this.builder = new MessageBuilder(arena.allocate(BYTES, 8));
    this.codec = codec;
    this.queueNumber = queueNumber;
    this.sender = sender;
  }

  /// Whether consecutive plain accepts become one `VERDICT_BATCH` of the last of them.
  ///
  /// That message accepts **every** waiting packet up to its id. Switch it on only while packets
  /// get their verdicts in the order of their arrival and none is held; off again before the first
  /// is.
  public void mergeAccepts(boolean safe) {
    merging = safe;
    merged = false;
  }

  public void accept(int packetId) {
    if (!merging) {
      add(packetId, Verdict.ACCEPT);
      return;
    }
    if (merged) {
      builder.rewind();
      messages--;
    }
    plain(UP_TO, packetId, Verdict.ACCEPT);
    merged = true;
  }

  /// A verdict and no more.
  public void add(int packetId, Verdict verdict) {
    plain(SINGLE, packetId, verdict);
    merged = false;
  }

  private void plain(int operation, int packetId, Verdict verdict) {
    makeRoom(PLAIN);
    header(operation, packetId, verdict);
    builder.end();
  }

  /// Begins a verdict that carries more; [#end] it before anything else.
  public VerdictBatch begin(int packetId, Verdict verdict) {
    makeRoom(LARGEST);
    header(SINGLE, packetId, verdict);
    merged = false;
    return this;
  }

  /// The packet's mark.
  public VerdictBatch mark(int mark) {
    builder.putU32(nfq_h.NFQA_MARK, mark);
    return this;
  }

  /// Replaces the packet, from its IP header on; lengths and checksums must be right.
  public VerdictBatch payload(MemorySegment source, long from, int length) {
    builder.putBytes(nfq_h.NFQA_PAYLOAD, source, from, length);
    return this;
  }

  /// Changes the connection; [NestWriter#EMPTY] lets the kernel adjust sequence numbers and attach
  /// an expectation.
  public VerdictBatch conntrack(NestWriter attributes) {
    return nest(nfq_h.NFQA_CT, attributes);
  }

  /// Attaches one expectation. The kernel looks at it only if there is a conntrack nest, too.
  public VerdictBatch expectation(NestWriter attributes) {
    return nest(nfq_h.NFQA_EXP, attributes);
  }

  private VerdictBatch nest(int type, NestWriter attributes) {
    long start = builder.nest(type);
    attributes.write(builder);
    builder.endNest(start);
    return this;
  }

  public void end() {
    builder.end();
  }

  private void header(int operation, int packetId, Verdict verdict) {
    codec.begin(builder, operation, queueNumber, packetId, verdict);
    messages++;
  }

  private void makeRoom(int bytes) {
    if (builder.room() < bytes) {
      flush();
    }
  }

  /// Sends what there is.
  ///
  /// @return 0, or the negative errno when the kernel took none of it: then those packets wait
  ///   until the queue ends
  public int flush() {
    if (messages == 0) {
      return 0;
    }
    int sent;
    int attempt = 0;
    do {
      sent = sender.send(builder.buffer(), 0, builder.size());
    } while (sent < 0 && isPassing(-sent) && ++attempt < ATTEMPTS);
    if (sent < 0) {
      lost += messages;
    }
    builder.reset();
    messages = 0;
    merged = false;
    return Math.min(sent, 0);
  }

  private static boolean isPassing(int errno) {
    return errno == Errno.ENOBUFS.number()
        || errno == Errno.ENOMEM.number()
        || errno == Errno.EINTR.number();
  }

  /// Verdict messages that the kernel would not take.
  public long lost() {
    return lost;
  }
}
