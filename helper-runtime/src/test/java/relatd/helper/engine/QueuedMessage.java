// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static relatd.ctnetlink.Cta.*;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Family;
import relatd.conntrack.Tuple;
import relatd.libnetfilter_queue.nfq_h;
import relatd.netlink.MessageBuilder;
import relatd.netlink.Netlink;

/// A TCP segment as the kernel queues it with its connection: the attributes of a recorded message
/// (`k6.12-nfqueue-packet-ct-data`) in their order and sizes, for any connection.
///
/// ```
///  nlmsghdr | nfgenmsg | PACKET_HDR | IF_IN | IF_OUT | HWADDR
///  | CT { TUPLE_ORIG TUPLE_REPLY ID STATUS TIMEOUT PROTOINFO HELP MARK } | CT_INFO | PAYLOAD
/// ```
///
/// In native memory, as the kernel's are. The sequence numbers can be set, so that one message
/// serves for a whole stream; checksums are left zero: the kernel has looked at them before.
public final class QueuedMessage {
  public static final int SYN = 2;
  public static final int ACK = 16;
  public static final int PUSH = 8;

  private static final ValueLayout.OfInt U32_BE =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int FORWARD = 2;
  private static final int TCP_HEADER = 32; // with the timestamps of RFC 7323
  private static final int LARGEST = 2_048;

  private final MemorySegment bytes;
  private final Direction direction;
  private final int flags;
  private final int payloadLength;
  private final long layer4;

  /// @param direction who sends it
  /// @param flags of TCP
  public QueuedMessage(
      Connection connection, String helper, Direction direction, int flags, String payload) {
    this.direction = direction;
    this.flags = flags;
    byte[] packet = packet(connection.tuple(direction), flags, payload);
    payloadLength = payload.length();
    MessageBuilder to = new MessageBuilder(Arena.ofAuto().allocate(LARGEST, 8));
    int family = connection.family().number();
    to.begin(Netlink.type(Netlink.NFNL_SUBSYS_QUEUE, nfq_h.NFQNL_MSG_PACKET), 0, 0, family, 1);
    to.putBytes(nfq_h.NFQA_PACKET_HDR, header(connection.family()));
    to.putU32(nfq_h.NFQA_IFINDEX_INDEV, 2).putU32(nfq_h.NFQA_IFINDEX_OUTDEV, 3);
    to.putBytes(9, new byte[12]); // NFQA_HWADDR
    putConntrack(to, connection, helper);
    int reply = direction == Direction.REPLY ? 3 : 0;
    to.putU32(nfq_h.NFQA_CT_INFO, reply);
    layer4 = to.size() + 4 + (connection.family() == Family.INET ? 20 : 40);
    to.putBytes(nfq_h.NFQA_PAYLOAD, packet).end();
    bytes = to.buffer().asSlice(0, to.size());
  }

  public MemorySegment bytes() {
    return bytes;
  }

  public Direction direction() {
    return direction;
  }

  public int payloadLength() {
    return payloadLength;
  }

  /// Sequence numbers that the segment takes.
  public int span() {
    return payloadLength + ((flags & SYN) != 0 ? 1 : 0);
  }

  public void number(int sequence, int acknowledgement) {
    bytes.set(U32_BE, layer4 + 4, sequence);
    bytes.set(U32_BE, layer4 + 8, acknowledgement);
  }

  /// Writes over the payload.
  public void overwrite(int offset, byte[] text) {
    MemorySegment.copy(text, 0, bytes, JAVA_BYTE, layer4 + TCP_HEADER + offset, text.length);
  }

  private static byte[] header(Family family) {
    boolean inet = family == Family.INET;
    byte[] ethernet = inet ? new byte[] {8, 0} : new byte[] {(byte) 0x86, (byte) 0xdd};
    return new byte[] {0, 0, 0, 7, ethernet[0], ethernet[1], FORWARD};
  }

  private static void putConntrack(MessageBuilder to, Connection connection, String helper) {
    long nest = to.nest(nfq_h.NFQA_CT);
    putTuple(to, CTA_TUPLE_ORIG, connection.original());
    putTuple(to, CTA_TUPLE_REPLY, connection.reply());
    to.putU32(CTA_ID, connection.id()).putU32(CTA_STATUS, connection.status());
    to.putU32(CTA_TIMEOUT, 300);
    long info = to.nest(CTA_PROTOINFO);
    long tcp = to.nest(CTA_PROTOINFO_TCP);
    to.putU8(CTA_PROTOINFO_TCP_STATE, 3); // ESTABLISHED
    to.putU8(CTA_PROTOINFO_TCP_WSCALE_ORIGINAL, 7).putU8(CTA_PROTOINFO_TCP_WSCALE_REPLY, 7);
    to.putBytes(CTA_PROTOINFO_TCP_FLAGS_ORIGINAL, new byte[] {0x33, 0});
    to.putBytes(CTA_PROTOINFO_TCP_FLAGS_REPLY, new byte[] {0x23, 0});
    to.endNest(tcp).endNest(info);
    long help = to.nest(CTA_HELP);
    to.putString(CTA_HELP_NAME, helper).putBytes(CTA_HELP_INFO, new byte[24]).endNest(help);
    to.putU32(CTA_MARK, 0).endNest(nest);
  }

  private static void putTuple(MessageBuilder to, int type, Tuple tuple) {
    long nest = to.nest(type);
    long ip = to.nest(CTA_TUPLE_IP);
    int first = tuple.family() == Family.INET ? CTA_IP_V4_SRC : CTA_IP_V6_SRC;
    to.putAddress(first, tuple.source()).putAddress(first + 1, tuple.destination()).endNest(ip);
    long protocol = to.nest(CTA_TUPLE_PROTO);
    to.putU8(CTA_PROTO_NUM, tuple.protocol());
    to.putU16(CTA_PROTO_SRC_PORT, tuple.sourcePort());
    to.putU16(CTA_PROTO_DST_PORT, tuple.destinationPort());
    to.endNest(protocol).endNest(nest);
  }

  private static byte[] packet(Tuple tuple, int flags, String payload) {
    boolean inet = tuple.family() == Family.INET;
    int network = inet ? 20 : 40;
    byte[] text = payload.getBytes(StandardCharsets.ISO_8859_1);
    byte[] packet = new byte[network + TCP_HEADER + text.length];
    int addresses = inet ? 12 : 8;
    packet[0] = (byte) (inet ? 0x45 : 0x60);
    putU16(packet, inet ? 2 : 4, inet ? packet.length : packet.length - network);
    packet[inet ? 8 : 7] = 63;
    packet[inet ? 9 : 6] = (byte) tuple.protocol();
    byte[] source = tuple.source().bytes();
    System.arraycopy(source, 0, packet, addresses, source.length);
    byte[] destination = tuple.destination().bytes();
    System.arraycopy(destination, 0, packet, addresses + source.length, destination.length);
    putU16(packet, network, tuple.sourcePort());
    putU16(packet, network + 2, tuple.destinationPort());
    packet[network + 12] = (byte) (TCP_HEADER / 4 << 4);
    packet[network + 13] = (byte) flags;
    packet[network + 20] = 1; // two NOPs, then timestamps
    packet[network + 21] = 1;
    packet[network + 22] = 8;
    packet[network + 23] = 10;
    System.arraycopy(text, 0, packet, network + TCP_HEADER, text.length);
    return packet;
  }

  private static void putU16(byte[] into, int at, int value) {
    into[at] = (byte) (value >>> 8);
    into[at + 1] = (byte) value;
  }
}
