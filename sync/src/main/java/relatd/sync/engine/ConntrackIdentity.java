// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.TupleView;
import relatd.sync.cache.KeyHash;
import relatd.sync.cache.KeyReader;
import relatd.sync.wire.ConntrackWire;
import relatd.sync.wire.WireTuple;

/// Which connection: original tuple and zone, as numbers; whatever view they were read from.
///
/// The identifiers of protocols that do not send theirs (GRE, UDP-Lite) are 0 on both sides, so
/// that event and message name the same entry. The images compared with are those that
/// [relatd.sync.wire.ConntrackEncoder] writes, whose first attributes have fixed places:
///
/// ```
///  IPv4   0 IPV4 src dst     12 STATUS  20 L4PROTO  28 PORT | ICMP_TYPE  36 ICMP_CODE  44 ICMP_ID
///  IPv6   0 IPV6 src dst     36 STATUS  44 L4PROTO  52 ...                       last: ZONE
/// ```
final class ConntrackIdentity implements KeyReader {
  private static final ValueLayout.OfShort U16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfShort U16_SWAPPED =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong U64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private static final int INET_HEADER = 0x000c_0000;
  private static final int INET6_HEADER = 0x0024_0001;
  private static final int PORT_HEADER = 0x0008_0003;
  private static final int ICMP_TYPE_HEADER = 0x0005_0016;
  private static final int ZONE_HEADER = 0x0006_0020;
  private static final int ZONE_BYTES = 8;
  private static final int AFTER_INET = 12;
  private static final int AFTER_INET6 = 36;
  private static final int PROTOCOL = 12;
  private static final int IDENTIFIERS = 16;
  private static final int PORTS_END = IDENTIFIERS + 8;
  private static final long LOW_WORD = 0xffff_ffffL;

  /// Reads an image that ends like one with a zone and may be another.
  private final ConntrackWire doubtful = new ConntrackWire();

  private boolean inet6;
  private long sourceHigh;
  private long sourceLow;
  private long destinationHigh;
  private long destinationLow;
  private int protocol;
  private int first;
  private int second;
  private int zone;

  void set(ConntrackMessage message) {
    set(message.original(), message.zone());
  }

  /// @param zone of both directions
  void set(TupleView tuple, int zone) {
    inet6 = tuple.family() == Family.INET6;
    sourceHigh = tuple.sourceHigh();
    sourceLow = tuple.sourceLow();
    destinationHigh = tuple.destinationHigh();
    destinationLow = tuple.destinationLow();
    protocol = tuple.protocol();
    if (Protocol.isIcmp(protocol)) {
      first = tuple.icmpId();
      second = tuple.icmpType() << 8 | tuple.icmpCode();
    } else {
      first = isSent(protocol) ? tuple.sourcePort() : 0;
      second = isSent(protocol) ? tuple.destinationPort() : 0;
    }
    this.zone = zone;
  }

  /// @param wire complete
  void set(ConntrackWire wire) {
    WireTuple tuple = wire.original();
    inet6 = wire.family() == Family.INET6;
    sourceHigh = tuple.sourceHigh();
    sourceLow = tuple.sourceLow();
    destinationHigh = tuple.destinationHigh();
    destinationLow = tuple.destinationLow();
    protocol = wire.protocol();
    boolean sent = isSent(protocol) || Protocol.isIcmp(protocol);
    first = sent ? wire.sourceIdentifier() : 0;
    second = sent ? wire.destinationIdentifier() : 0;
    zone = wire.zone();
  }

  /// Whether messages say the ports of such connections.
  private static boolean isSent(int protocol) {
    return switch (protocol) {
      case Protocol.TCP, Protocol.UDP, Protocol.SCTP, Protocol.DCCP -> true;
      default -> false;
    };
  }

  /// Reads a connection with ports from an image, or a message's attributes, where they lie in
  /// those places; anything else it leaves to those who read with care.
  ///
  /// @return whether they did
  boolean peek(MemorySegment image, long offset, int length) {
    inet6 = length >= 4 && image.get(U32, offset) == INET6_HEADER;
    long after = offset + (inet6 ? AFTER_INET6 : AFTER_INET);
    if (after + PORTS_END > offset + length
        || image.get(U32, after + IDENTIFIERS) != PORT_HEADER
        || !inet6 && image.get(U32, offset) != INET_HEADER) {
      return false;
    }
    long addresses = offset + 4;
    sourceHigh = inet6 ? image.get(U64, addresses) : 0;
    sourceLow = inet6 ? image.get(U64, addresses + 8) : image.get(U32, addresses) & LOW_WORD;
    destinationHigh = inet6 ? image.get(U64, addresses + 16) : 0;
    destinationLow =
        inet6 ? image.get(U64, addresses + 24) : image.get(U32, addresses + 4) & LOW_WORD;
    protocol = image.get(ValueLayout.JAVA_BYTE, after + PROTOCOL) & 0xff;
    first = image.get(U16, after + IDENTIFIERS + 4) & 0xffff;
    second = image.get(U16, after + IDENTIFIERS + 6) & 0xffff;
    zone = zone(image, offset, length);
    return true;
  }

  @Override
  public int hash(KeyHash function) {
    long state = function.start();
    if (inet6) {
      state = function.mix(state, sourceHigh);
      state = function.mix(state, sourceLow);
      state = function.mix(state, destinationHigh);
      state = function.mix(state, destinationLow);
    } else {
      state = function.mix(state, sourceLow << 32 | destinationLow);
    }
    long rest = (long) zone << 48 | (long) protocol << 32 | (long) first << 16 | second;
    return function.end(function.mix(state, rest));
  }

  @Override
  public boolean matches(MemorySegment image, long offset, int length) {
    return (inet6 ? matchesInet6(image, offset) : matchesInet(image, offset))
        && matchesProtocol(image, offset + (inet6 ? AFTER_INET6 : AFTER_INET), offset + length)
        && zone == zone(image, offset, length);
  }

  private boolean matchesInet(MemorySegment image, long offset) {
    return image.get(U64, offset + 4) == (sourceLow << 32 | destinationLow)
        && image.get(U32, offset) == INET_HEADER;
  }

  private boolean matchesInet6(MemorySegment image, long offset) {
    return image.get(U32, offset) == INET6_HEADER
        && image.get(U64, offset + 4) == sourceHigh
        && image.get(U64, offset + 12) == sourceLow
        && image.get(U64, offset + 20) == destinationHigh
        && image.get(U64, offset + 28) == destinationLow;
  }

  private boolean matchesProtocol(MemorySegment image, long at, long end) {
    if ((image.get(ValueLayout.JAVA_BYTE, at + PROTOCOL) & 0xff) != protocol) {
      return false;
    }
    long identifiers = at + IDENTIFIERS;
    int header = identifiers < end ? image.get(U32, identifiers) : 0;
    return switch (header) {
      case PORT_HEADER -> image.get(U32, identifiers + 4) == (first << 16 | second);
      case ICMP_TYPE_HEADER ->
          (image.get(U16_SWAPPED, identifiers + 20) & 0xffff) == first
              && (image.get(ValueLayout.JAVA_BYTE, identifiers + 4) & 0xff) == second >>> 8
              && (image.get(ValueLayout.JAVA_BYTE, identifiers + 12) & 0xff) == (second & 0xff);
      default -> first == 0 && second == 0;
    };
  }

  /// A zone is an image's last attribute. What stands there may also be the end of a longer one
  /// that looks the same.
  private int zone(MemorySegment image, long offset, int length) {
    long at = offset + length - ZONE_BYTES;
    if (image.get(U32, at) != ZONE_HEADER) {
      return 0;
    }
    int seen = image.get(U16, at + 4) & 0xffff;
    return seen == 0 || !doubtful.wrap(image, offset, length) ? 0 : doubtful.zone();
  }
}
