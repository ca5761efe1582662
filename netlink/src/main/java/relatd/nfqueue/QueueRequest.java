// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import static relatd.libmnl.mnl_h.mnl_attr_put_u32;
import static relatd.libnetfilter_queue.nfq_h.nfq_nlmsg_cfg_put_cmd;
import static relatd.libnetfilter_queue.nfq_h.nfq_nlmsg_cfg_put_params;
import static relatd.libnetfilter_queue.nfq_h.nfq_nlmsg_cfg_put_qmaxlen;
import static relatd.libnetfilter_queue.nfq_h.nfq_nlmsg_put;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import relatd.libmnl.nlmsghdr;
import relatd.libnetfilter_queue.nfq_h;
import relatd.netlink.Netlink;

/// The configuration of a queue as libnetfilter_queue writes it: two messages in one datagram.
///
/// The first binds the queue and sets its flags, and is acknowledged; a queue in this state hands
/// no packet over. The second sets the copy range and thereby opens it. It asks for no
/// acknowledgement, which could come behind the first packets.
final class QueueRequest {
  /// As much of a packet as an attribute can carry.
  private static final int WHOLE_PACKET = 65531;

  private static final int BYTES = 256;
  private static final int AF_UNSPEC = 0;

  private final MemorySegment buffer;
  private int size;

  /// @param arena where the message is written
  QueueRequest(Arena arena, QueueOptions options, boolean conntrack, int sequence) {
    buffer = arena.allocate(BYTES, 8);
    MemorySegment bind = nfq_nlmsg_put(buffer, nfq_h.NFQNL_MSG_CONFIG, options.queueNumber());
    nlmsghdr.nlmsg_flags(bind, nlmsghdr.nlmsg_flags(bind) | Netlink.NLM_F_ACK);
    nlmsghdr.nlmsg_seq(bind, sequence);
    nfq_nlmsg_cfg_put_cmd(bind, AF_UNSPEC, nfq_h.NFQNL_CFG_CMD_BIND);
    int flags = flags(options, conntrack);
    mnl_attr_put_u32(bind, nfq_h.NFQA_CFG_FLAGS, networkOrder(flags));
    mnl_attr_put_u32(bind, nfq_h.NFQA_CFG_MASK, networkOrder(flags));
    if (options.length() > 0) {
      nfq_nlmsg_cfg_put_qmaxlen(bind, options.length());
    }
    size = nlmsghdr.nlmsg_len(bind);
    MemorySegment open =
        nfq_nlmsg_put(buffer.asSlice(size), nfq_h.NFQNL_MSG_CONFIG, options.queueNumber());
    nfq_nlmsg_cfg_put_params(open, nfq_h.NFQNL_COPY_PACKET, WHOLE_PACKET);
    size += nlmsghdr.nlmsg_len(open);
  }

  MemorySegment buffer() {
    return buffer;
  }

  int size() {
    return size;
  }

  private static int flags(QueueOptions options, boolean conntrack) {
    return (options.failOpen() ? nfq_h.NFQA_CFG_F_FAIL_OPEN : 0)
        | (conntrack ? nfq_h.NFQA_CFG_F_CONNTRACK : 0)
        | (options.gso() ? nfq_h.NFQA_CFG_F_GSO : 0);
  }

  /// libmnl's `u32` has the host's order, netfilter's values have the network's.
  private static int networkOrder(int value) {
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(value) : value;
  }
}
