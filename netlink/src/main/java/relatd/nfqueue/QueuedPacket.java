// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import relatd.libnetfilter_queue.nfq_h;
import relatd.libnetfilter_queue.nfqnl_msg_packet_hdr;
import relatd.netlink.Attributes;
import relatd.netlink.MalformedMessage;
import relatd.netlink.MessageWalker;
import relatd.netlink.Netlink;

/// View of one packet message (`NFQNL_MSG_PACKET`).
///
/// ```
///  nlmsghdr | nfgenmsg (res_id: queue) | PACKET_HDR {id, protocol, hook} | in, out, mark ...
///  ... | CT nest | CT_INFO | CAP_LEN | SKB_INFO | PAYLOAD: from the IP header on, unpadded, last
/// ```
///
/// Order is not relied on, and what is missing reads as zero.
public final class QueuedPacket {
  private static final int PACKET = Netlink.type(Netlink.NFNL_SUBSYS_QUEUE, nfq_h.NFQNL_MSG_PACKET);
  private static final int ATTRIBUTE_HEADER = 4;
  private static final ValueLayout.OfInt U32_BE =
      JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /// `IP_CT_ESTABLISHED_REPLY`: this and more is a packet of the reply direction.
  private static final int IP_CT_IS_REPLY = 3;

  private MemorySegment buffer = MemorySegment.NULL;
  private int family;
  private int packetId;
  private int hwProtocol;
  private int hook;
  private int mark;
  private int inInterface;
  private int outInterface;
  private int ctInfo;
  private int fullLength;
  private int skbInfo;
  private long payloadOffset;
  private int payloadLength;
  private long conntrackOffset;
  private int conntrackLength;
  private boolean identified;
  private boolean conntrack;

  static boolean isPacket(MessageWalker message) {
    return message.type() == PACKET;
  }

  /// Forgets the packet before.
  ///
  /// @throws MalformedMessage when the message is too short for one of nfnetlink
  void begin(MessageWalker message) {
    buffer = message.buffer();
    family = message.family();
    identified = false;
    conntrack = false;
    packetId = hwProtocol = hook = 0;
    mark = inInterface = outInterface = ctInfo = fullLength = skbInfo = 0;
    payloadOffset = conntrackOffset = 0;
    payloadLength = conntrackLength = 0;
  }

  /// One attribute's payload, which lies in the message.
  ///
  /// @throws MalformedMessage when it has another length than its type
  void take(int type, long offset, int length) {
    switch (type) {
      case nfq_h.NFQA_PACKET_HDR -> header(offset, length);
      case nfq_h.NFQA_MARK -> mark = number(offset, length);
      case nfq_h.NFQA_IFINDEX_INDEV -> inInterface = number(offset, length);
      case nfq_h.NFQA_IFINDEX_OUTDEV -> outInterface = number(offset, length);
      case nfq_h.NFQA_CT -> {
        conntrack = true;
        conntrackOffset = offset;
        conntrackLength = length;
      }
      case nfq_h.NFQA_CT_INFO -> ctInfo = number(offset, length);
      case nfq_h.NFQA_CAP_LEN -> fullLength = number(offset, length);
      case nfq_h.NFQA_SKB_INFO -> skbInfo = number(offset, length);
      case nfq_h.NFQA_PAYLOAD -> {
        payloadOffset = offset;
        payloadLength = length;
      }
      default -> {
        // timestamps, hardware addresses, owners: nothing a helper asks for
      }
    }
  }

  /// @throws MalformedMessage when the packet has no id
  void end() {
    if (!identified) {
      throw MalformedMessage.Cause.MISSING.asException();
    }
  }

  private void header(long offset, int length) {
    requireLength(length, nfqnl_msg_packet_hdr.BYTES);
    packetId = nfqnl_msg_packet_hdr.packet_id(buffer, offset);
    hwProtocol = nfqnl_msg_packet_hdr.hw_protocol(buffer, offset);
    hook = nfqnl_msg_packet_hdr.hook(buffer, offset);
    identified = true;
  }

  private int number(long offset, int length) {
    requireLength(length, 4);
    return buffer.get(U32_BE, offset);
  }

  private static void requireLength(int length, int expected) {
    if (length != expected) {
      throw MalformedMessage.Cause.VALUE_LENGTH.asException();
    }
  }

  /// The packet id of a message that cannot be walked: the kernel puts the packet's header first.
  ///
  /// @return -1 when it is not there; else the id, unsigned
  static long salvageId(MemorySegment buffer, long from, long size) {
    long at = from + MessageWalker.NFNETLINK_HEADER;
    int whole = ATTRIBUTE_HEADER + nfqnl_msg_packet_hdr.BYTES;
    if (size < MessageWalker.NFNETLINK_HEADER + whole
        || (buffer.get(JAVA_SHORT_UNALIGNED, from + 4) & 0xffff) != PACKET
        || buffer.get(JAVA_SHORT_UNALIGNED, at) != whole
        || buffer.get(JAVA_SHORT_UNALIGNED, at + 2) != nfq_h.NFQA_PACKET_HDR) {
      return -1;
    }
    return nfqnl_msg_packet_hdr.packet_id(buffer, at + ATTRIBUTE_HEADER) & 0xffff_ffffL;
  }

  /// What a verdict names.
  public int packetId() {
    return packetId;
  }

  /// `nfgen_family`: 2 IPv4, 10 IPv6, 7 bridge.
  public int family() {
    return family;
  }

  /// EtherType: 0x0800 IPv4, 0x86dd IPv6.
  public int hwProtocol() {
    return hwProtocol;
  }

  /// 0 PRE_ROUTING, 1 LOCAL_IN, 2 FORWARD, 3 LOCAL_OUT, 4 POST_ROUTING.
  public int hook() {
    return hook;
  }

  public int mark() {
    return mark;
  }

  /// Index of the interface it came in by; 0 for none.
  public int inInterface() {
    return inInterface;
  }

  /// Index of the interface it leaves by; 0 for none.
  public int outInterface() {
    return outInterface;
  }

  /// Where the packet and its conntrack lie.
  public MemorySegment buffer() {
    return buffer;
  }

  /// Where its IP header begins in [#buffer].
  public long payloadOffset() {
    return payloadOffset;
  }

  /// Bytes of the packet that are here.
  public int payloadLength() {
    return payloadLength;
  }

  /// Whether the packet is longer than what is here: never edit such a one.
  public boolean isTruncated() {
    return Integer.compareUnsigned(fullLength, payloadLength) > 0;
  }

  /// Whether the kernel attached the connection (`NFQA_CT`).
  public boolean hasConntrack() {
    return conntrack;
  }

  /// The connection's attributes, as ctnetlink numbers them; empty when there is none.
  public Attributes conntrack(Attributes into) {
    return into.wrap(buffer, conntrackOffset, conntrackOffset + conntrackLength);
  }

  public long conntrackOffset() {
    return conntrackOffset;
  }

  public int conntrackLength() {
    return conntrackLength;
  }

  /// `enum ip_conntrack_info`: 0 ESTABLISHED, 1 RELATED, 2 NEW, 3 ESTABLISHED_REPLY, 4
  /// RELATED_REPLY.
  public int ctInfo() {
    return ctInfo;
  }

  /// Whether it runs against the direction that opened the connection.
  public boolean isReply() {
    return ctInfo >= IP_CT_IS_REPLY;
  }

  /// Whether the transport checksum is still to be computed: recompute all of it after an edit.
  public boolean isChecksumPending() {
    return (skbInfo & nfq_h.NFQA_SKB_CSUMNOTREADY) != 0;
  }

  /// Whether several segments come as one (GSO): their sizes stay, so it must not be lengthened.
  public boolean isSegmented() {
    return (skbInfo & nfq_h.NFQA_SKB_GSO) != 0;
  }
}
