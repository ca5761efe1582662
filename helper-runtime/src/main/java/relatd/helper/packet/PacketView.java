// SPDX-License-Identifier: Apache-2.0
package relatd.helper.packet;

import static relatd.helper.packet.Bytes.U16;
import static relatd.helper.packet.Bytes.U32;
import static relatd.helper.packet.Bytes.U64;
import static relatd.helper.packet.Bytes.U8;

import java.lang.foreign.MemorySegment;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.conntrack.Tuple;

/// An IPv4 or IPv6 packet with TCP or UDP in it, where it lies.
///
/// ```
///  start          layer4          payload            end
///  +--------------+---------------+------------------+
///  | IP (+ ext.)  | TCP or UDP    | what helpers see |   all lengths are checked against each other
///  +--------------+---------------+------------------+
/// ```
///
/// Valid until the bytes below it change. Getters allocate nothing but where they return a record.
public final class PacketView {
  /// What [#wrap] found.
  public enum Kind {
    TCP,
    UDP,
    /// Another layer 4 protocol: not a helper's business.
    OTHER,
    /// A fragment that conntrack has not put together.
    FRAGMENT,
    /// Headers and lengths contradict each other.
    DAMAGED
  }

  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;
  private static final int MAX_EXTENSIONS = 8;

  private MemorySegment bytes = MemorySegment.NULL;
  private long start;
  private long layer4;
  private long payload;
  private long end;
  private Family family = Family.INET;
  private int protocol;
  private Kind kind = Kind.DAMAGED;

  public PacketView() {}

  /// Reads the headers of the packet at `[from, from + length)`; what stands behind the stated
  /// packet length is ignored.
  public Kind wrap(MemorySegment bytes, long from, int length) {
    this.bytes = bytes;
    this.start = from;
    this.end = from + length;
    kind = length < 1 ? Kind.DAMAGED : network(bytes.get(U8, from) >>> 4 & 0xf, length);
    if (kind == Kind.OTHER && protocol == Protocol.TCP) {
      kind = tcp();
    } else if (kind == Kind.OTHER && protocol == Protocol.UDP) {
      kind = udp();
    }
    return kind;
  }

  private Kind network(int version, int length) {
    return switch (version) {
      case 4 -> inet(length);
      case 6 -> inet6(length);
      default -> Kind.DAMAGED;
    };
  }

  /// RFC 791, section 3.1.
  private Kind inet(int length) {
    family = Family.INET;
    if (length < 20) {
      return Kind.DAMAGED;
    }
    int header = (bytes.get(U8, start) & 0xf) * 4;
    int total = bytes.get(U16, start + 2) & 0xffff;
    if (header < 20 || total < header || total > length) {
      return Kind.DAMAGED;
    }
    end = start + total;
    layer4 = start + header;
    protocol = bytes.get(U8, start + 9) & 0xff;
    boolean fragment = (bytes.get(U16, start + 6) & 0x3fff) != 0;
    return fragment ? Kind.FRAGMENT : Kind.OTHER;
  }

  /// RFC 8200, sections 3 and 4.
  private Kind inet6(int length) {
    family = Family.INET6;
    if (length < 40) {
      return Kind.DAMAGED;
    }
    int total = 40 + (bytes.get(U16, start + 4) & 0xffff);
    if (total > length) {
      return Kind.DAMAGED;
    }
    end = start + total;
    layer4 = start + 40;
    protocol = bytes.get(U8, start + 6) & 0xff;
    for (int i = 0; i < MAX_EXTENSIONS; i++) {
      switch (protocol) {
        case 0, 43, 60 -> { // hop-by-hop, routing, destination options
          if (end - layer4 < 8) {
            return Kind.DAMAGED;
          }
          extension(((bytes.get(U8, layer4 + 1) & 0xff) + 1) * 8);
        }
        case 44 -> { // fragment
          if (end - layer4 < 8) {
            return Kind.DAMAGED;
          }
          boolean partial = (bytes.get(U16, layer4 + 2) & 0xfff9) != 0;
          if (partial) {
            return Kind.FRAGMENT;
          }
          extension(8);
        }
        case 51 -> { // authentication
          if (end - layer4 < 8) {
            return Kind.DAMAGED;
          }
          extension(((bytes.get(U8, layer4 + 1) & 0xff) + 2) * 4);
        }
        default -> {
          return Kind.OTHER;
        }
      }
      if (layer4 > end) {
        return Kind.DAMAGED;
      }
    }
    return Kind.DAMAGED;
  }

  private void extension(int length) {
    protocol = bytes.get(U8, layer4) & 0xff;
    layer4 += length;
  }

  /// RFC 9293, section 3.1.
  private Kind tcp() {
    if (end - layer4 < 20) {
      return Kind.DAMAGED;
    }
    int header = (bytes.get(U8, layer4 + 12) >>> 4 & 0xf) * 4;
    payload = layer4 + header;
    return header < 20 || payload > end ? Kind.DAMAGED : Kind.TCP;
  }

  /// RFC 768. A UDP length shorter than the packet leaves trailing bytes that belong to nobody.
  private Kind udp() {
    if (end - layer4 < 8) {
      return Kind.DAMAGED;
    }
    int length = bytes.get(U16, layer4 + 4) & 0xffff;
    payload = layer4 + 8;
    if (length < 8 || layer4 + length > end) {
      return Kind.DAMAGED;
    }
    end = layer4 + length;
    return Kind.UDP;
  }

  public Kind kind() {
    return kind;
  }

  public MemorySegment bytes() {
    return bytes;
  }

  /// Offset of the IP header.
  public long start() {
    return start;
  }

  /// Offset behind the last byte of the payload.
  public long end() {
    return end;
  }

  public long layer4() {
    return layer4;
  }

  /// Offset of the first payload byte.
  public long payload() {
    return payload;
  }

  public int payloadLength() {
    return (int) (end - payload);
  }

  public Family family() {
    return family;
  }

  /// Layer 4 protocol number.
  public int protocol() {
    return protocol;
  }

  public boolean isTcp() {
    return kind == Kind.TCP;
  }

  public int sourcePort() {
    return bytes.get(U16, layer4) & 0xffff;
  }

  public int destinationPort() {
    return bytes.get(U16, layer4 + 2) & 0xffff;
  }

  /// Time to live or hop limit.
  public int hopLimit() {
    return bytes.get(U8, start + (family == Family.INET ? 8 : 7)) & 0xff;
  }

  /// Upper half of an IPv6 source address; 0 for IPv4.
  public long sourceHigh() {
    return family == Family.INET ? 0 : bytes.get(U64, start + 8);
  }

  public long sourceLow() {
    return family == Family.INET
        ? bytes.get(U32, start + 12) & 0xffff_ffffL
        : bytes.get(U64, start + 16);
  }

  public long destinationHigh() {
    return family == Family.INET ? 0 : bytes.get(U64, start + 24);
  }

  public long destinationLow() {
    return family == Family.INET
        ? bytes.get(U32, start + 16) & 0xffff_ffffL
        : bytes.get(U64, start + 32);
  }

  /// Addresses and ports as a record.
  public Tuple tuple() {
    return Tuple.ofPorts(
        protocol,
        new Endpoint(new Address(family, sourceHigh(), sourceLow()), sourcePort()),
        new Endpoint(new Address(family, destinationHigh(), destinationLow()), destinationPort()));
  }

  /// TCP sequence number of the first payload byte: one behind a SYN's own number.
  public int sequence() {
    return bytes.get(U32, layer4 + 4) + (isSyn() ? 1 : 0);
  }

  public int acknowledgement() {
    return bytes.get(U32, layer4 + 8);
  }

  public boolean isSyn() {
    return has(SYN);
  }

  public boolean isAck() {
    return has(ACK);
  }

  public boolean isFin() {
    return has(FIN);
  }

  public boolean isRst() {
    return has(RST);
  }

  private boolean has(int flag) {
    return (bytes.get(U8, layer4 + 13) & flag) != 0;
  }
}
