// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import relatd.libnetfilter_queue.nfq_h;
import relatd.netlink.MessageBuilder;
import relatd.netlink.Netlink;
import relatd.netlink.NetlinkException;
import relatd.netlink.NetlinkSocket;
import relatd.posix.SocketName;
import relatd.posix.Sockets;

/// Packets that nobody sent, put into a queue's socket as the kernel would put them: so a queue can
/// be exercised without a rule and without traffic.
///
/// ```
///  nlmsghdr | nfgenmsg | PACKET_HDR {id, protocol, hook} | IFINDEX_INDEV [| CT | CT_INFO] | PAYLOAD
/// ```
///
/// The kernel lets sockets of one namespace send to each other where the sender may administer it.
/// It does not know these packets: it answers their verdicts with ENOENT, which the queue's socket
/// counts among what is no packet.
public final class FeignedPackets implements AutoCloseable {
  /// As the kernel numbers its hooks.
  private static final int FORWARD = 2;

  /// `enum ip_conntrack_info`.
  private static final int ESTABLISHED_REPLY = 3;

  private static final int DEVICE = 2;
  private static final int HEADER = 7;
  private static final int LARGEST = 4_096;
  private static final int IP_VERSION_6 = 6;
  private static final int ETHERTYPE_4 = 0x0800;
  private static final int ETHERTYPE_6 = 0x86dd;

  private final NetlinkSocket socket;
  private final SocketName queue;
  private final MessageBuilder builder = new MessageBuilder(Arena.ofAuto().allocate(LARGEST, 8));
  private int id;

  private FeignedPackets(NetlinkSocket socket, int portId) {
    this.socket = socket;
    this.queue = SocketName.netlink(portId);
  }

  /// @param portId [QueueSocket#portId] of a queue in the caller's namespace
  /// @throws NetlinkException when the kernel refuses the socket
  public static FeignedPackets into(int portId) {
    return new FeignedPackets(NetlinkSocket.open(Netlink.NETLINK_NETFILTER), portId);
  }

  /// @param packet from its IP header on; of the size of a line, not of a full segment
  /// @param conntrack attributes of its connection as the kernel writes them; empty for none
  /// @param reply whether it runs against the direction that opened the connection
  /// @return whether the queue has room for it; never waits
  public boolean put(byte[] packet, byte[] conntrack, boolean reply) {
    boolean inet6 = packet[0] >> 4 == IP_VERSION_6;
    int family = inet6 ? Sockets.AF_INET6 : Sockets.AF_INET;
    builder.reset();
    builder.begin(Netlink.type(Netlink.NFNL_SUBSYS_QUEUE, nfq_h.NFQNL_MSG_PACKET), 0, 0, family, 0);
    builder.putBytes(nfq_h.NFQA_PACKET_HDR, header(inet6 ? ETHERTYPE_6 : ETHERTYPE_4));
    builder.putU32(nfq_h.NFQA_IFINDEX_INDEV, DEVICE);
    if (conntrack.length > 0) {
      long nest = builder.nest(nfq_h.NFQA_CT);
      builder.putRaw(conntrack).endNest(nest);
      builder.putU32(nfq_h.NFQA_CT_INFO, reply ? ESTABLISHED_REPLY : 0);
    }
    builder.putBytes(nfq_h.NFQA_PAYLOAD, packet).end();
    return Sockets.sendto(
            socket.fd(), builder.buffer(), 0, builder.size(), Sockets.MSG_DONTWAIT, queue)
        > 0;
  }

  private byte[] header(int etherType) {
    id++;
    return ByteBuffer.allocate(HEADER)
        .putInt(id)
        .putShort((short) etherType)
        .put((byte) FORWARD)
        .array();
  }

  @Override
  public void close() {
    socket.close();
  }
}
