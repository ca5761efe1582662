// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.conntrack.Tuple;

/// Bytes of a packet that a [Rehearsal] makes up, from the IP header on. Checksums stay zero: the
/// kernel looks at them before it queues a packet, and nobody does after it.
final class FeignedPacket {
  static final int FIN = 1;
  static final int SYN = 2;
  static final int PUSH = 8;
  static final int ACK = 16;

  private static final int INET_HEADER = 20;
  private static final int INET6_HEADER = 40;
  private static final int UDP_HEADER = 8;
  private static final int TCP_HEADER = 32; // with the timestamps of RFC 7323
  private static final int TIMESTAMPS = 0x0101_080a; // two NOPs, kind 8, ten bytes
  private static final int HOPS = 63;
  private static final int WINDOW = 501;

  private FeignedPacket() {}

  static byte[] udp(Tuple tuple, String text) {
    ByteBuffer packet = begin(tuple, UDP_HEADER, text);
    packet.putShort((short) (UDP_HEADER + text.length())).putShort((short) 0);
    return end(packet, text);
  }

  /// @param flags of TCP
  static byte[] tcp(Tuple tuple, int flags, int sequence, int acknowledgement, String text) {
    ByteBuffer packet = begin(tuple, TCP_HEADER, text);
    packet.putInt(sequence).putInt(acknowledgement);
    packet.putShort((short) (TCP_HEADER / 4 << 12 | flags)).putShort((short) WINDOW).putInt(0);
    packet.putInt(TIMESTAMPS).putInt(sequence).putInt(acknowledgement);
    return end(packet, text);
  }

  /// The IP header and the ports.
  private static ByteBuffer begin(Tuple tuple, int header, String text) {
    int length = header + text.length();
    boolean inet = tuple.family() == Family.INET;
    ByteBuffer packet = ByteBuffer.allocate((inet ? INET_HEADER : INET6_HEADER) + length);
    if (inet) {
      packet.putShort((short) 0x4500).putShort((short) packet.capacity()).putInt(0);
      packet.put((byte) HOPS).put((byte) tuple.protocol()).putShort((short) 0);
    } else {
      packet.putInt(0x6000_0000).putShort((short) length);
      packet.put((byte) tuple.protocol()).put((byte) HOPS);
    }
    packet.put(tuple.source().bytes()).put(tuple.destination().bytes());
    return packet.putShort((short) tuple.sourcePort()).putShort((short) tuple.destinationPort());
  }

  private static byte[] end(ByteBuffer packet, String text) {
    return packet.put(text.getBytes(StandardCharsets.ISO_8859_1)).array();
  }

  static boolean isTcp(Tuple tuple) {
    return tuple.protocol() == Protocol.TCP;
  }
}
