// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
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

  /// `IP_CT_ESTABLISHED_REPLY`: this and more is a packet of the reply direction.
  private static final int IP_CT_IS_REPLY = 3;

  private final Attributes attributes = new Attributes();
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

  /// Reads a message's attributes.
  ///
  /// @throws MalformedMessage when it is none, or has no packet id
  public QueuedPacket wrap(MessageWalker message) {
    reset(message);
    message.attributes(attributes);
    while (attributes.next()) {
      take(attributes.type(), attributes);
    }
    if (!identified) {
      throw MalformedMessage.Cause.MISSING.asException();
    }
    return this;
  }

  private void reset(MessageWalker message) {
    buffer = message.buffer();
    family = message.family();
    identified = false;
    conntrack = false;
    packetId = hwProtocol = hook = 0;
    mark = inInterface = outInterface = ctInfo = fullLength = skbInfo = 0;
    payloadOffset = conntrackOffset = 0;
    payloadLength = conntrackLength = 0;
  }

  private void take(int type, Attributes value) {
    switch (type) {
      case nfq_h.NFQA_PACKET_HDR -> header(value);
      case nfq_h.NFQA_MARK -> mark = value.u32();
      case nfq_h.NFQA_IFINDEX_INDEV -> inInterface = value.u32();
      case nfq_h.NFQA_IFINDEX_OUTDEV -> outInterface = value.u32();
      case nfq_h.NFQA_CT -> {
        conntrack = true;
        conntrackOffset = value.offset();
        conntrackLength = value.length();
      }
      case nfq_h.NFQA_CT_INFO -> ctInfo = value.u32();
      case nfq_h.NFQA_CAP_LEN -> fullLength = value.u32();
      case nfq_h.NFQA_SKB_INFO -> skbInfo = value.u32();
      case nfq_h.NFQA_PAYLOAD -> {
        payloadOffset = value.offset();
        payloadLength = value.length();
      }
      default -> {
        // timestamps, hardware addresses, owners: nothing a helper asks for
      }
    }
  }

  private void header(Attributes value) {
    if (value.length() != nfqnl_msg_packet_hdr.BYTES) {
      throw MalformedMessage.Cause.VALUE_LENGTH.asException();
    }
    packetId = nfqnl_msg_packet_hdr.packet_id(buffer, value.offset());
    hwProtocol = nfqnl_msg_packet_hdr.hw_protocol(buffer, value.offset());
    hook = nfqnl_msg_packet_hdr.hook(buffer, value.offset());
    identified = true;
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
