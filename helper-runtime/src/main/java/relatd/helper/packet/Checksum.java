// SPDX-License-Identifier: Apache-2.0
package relatd.helper.packet;

import static relatd.helper.packet.Bytes.U16;
import static relatd.helper.packet.Bytes.U8;

import java.lang.foreign.MemorySegment;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;

/// The Internet checksum (RFC 1071) of headers and of TCP and UDP with their pseudo header.
final class Checksum {
  private Checksum() {}

  /// Writes the checksum of an IPv4 header.
  static void inetHeader(MemorySegment bytes, long start) {
    int header = (bytes.get(U8, start) & 0xf) * 4;
    bytes.set(U16, start + 10, (short) 0);
    bytes.set(U16, start + 10, (short) ~fold(sum(bytes, start, header)));
  }

  /// Writes the checksum of the TCP segment or UDP datagram at `[layer4, end)`.
  ///
  /// A UDP datagram over IPv4 that came without a checksum keeps none; a computed 0 is sent as
  /// 0xffff (RFC 768, RFC 8200 section 8.1).
  static void layer4(
      MemorySegment bytes, Family family, long start, long layer4, long end, int protocol) {
    long field = layer4 + (protocol == Protocol.UDP ? 6 : 16);
    if (protocol == Protocol.UDP && family == Family.INET && bytes.get(U16, field) == 0) {
      return;
    }
    bytes.set(U16, field, (short) 0);
    int addresses = family == Family.INET ? 12 : 8;
    long pseudo =
        sum(bytes, start + addresses, family.addressBytes() * 2) + protocol + (end - layer4);
    int folded = ~fold(pseudo + sum(bytes, layer4, (int) (end - layer4))) & 0xffff;
    bytes.set(U16, field, (short) (folded == 0 && protocol == Protocol.UDP ? 0xffff : folded));
  }

  private static long sum(MemorySegment bytes, long from, int length) {
    long sum = 0;
    for (int i = 0; i + 1 < length; i += 2) {
      sum += bytes.get(U16, from + i) & 0xffff;
    }
    return (length & 1) == 0 ? sum : sum + ((bytes.get(U8, from + length - 1) & 0xff) << 8);
  }

  private static int fold(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) folded;
  }
}
