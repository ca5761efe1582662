// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import static relatd.ctnetlink.Cta.*;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import relatd.conntrack.Address;
import relatd.conntrack.Family;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.Tuple;
import relatd.netlink.Attributes;
import relatd.netlink.MalformedMessage.Cause;

/// One tuple of a message, read into numbers, so that hashing, comparing and filtering need no
/// object. It is overwritten when its message is wrapped again.
///
/// ```
///  TUPLE { IP { V4_SRC V4_DST | V6_SRC V6_DST }
///          PROTO { NUM  [SRC_PORT DST_PORT | ICMP_ID ICMP_TYPE ICMP_CODE | ICMPV6_...] }
///          [ZONE] }
/// ```
public final class TupleView {
  private static final ValueLayout.OfInt U32_BE =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong U64_BE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int SOURCE = 1;
  private static final int DESTINATION = 2;
  private static final int BOTH = SOURCE | DESTINATION;
  private static final int ICMP_ID = 1;
  private static final int ICMP_TYPE = 2;
  private static final int ICMP_CODE = 4;
  private static final int ICMP_ALL = ICMP_ID | ICMP_TYPE | ICMP_CODE;

  private final Attributes parts = new Attributes();
  private final Attributes inner = new Attributes();
  private Family family = Family.INET;
  private long sourceHigh;
  private long sourceLow;
  private long destinationHigh;
  private long destinationLow;
  private int addresses;
  private int protocol;
  private int sourcePort;
  private int destinationPort;
  private int ports;
  private int icmpId;
  private int icmpType;
  private int icmpCode;
  private int icmp;
  private int zone;

  TupleView() {}

  /// Reads the tuple that `attributes` stands on.
  TupleView wrap(Attributes attributes, Family family) {
    clear(family);
    attributes.nest(parts);
    while (parts.next()) {
      switch (parts.type()) {
        case CTA_TUPLE_IP -> readAddresses();
        case CTA_TUPLE_PROTO -> readProtocol();
        case CTA_TUPLE_ZONE -> zone = parts.u16();
        default -> {}
      }
    }
    if (addresses != BOTH) {
      throw Cause.FAMILY.asException();
    }
    if (protocol < 0 || ports == SOURCE || ports == DESTINATION || icmp != 0 && icmp != ICMP_ALL) {
      throw Cause.MISSING.asException();
    }
    return this;
  }

  private void clear(Family family) {
    this.family = family;
    addresses = 0;
    sourceHigh = 0;
    destinationHigh = 0;
    protocol = -1;
    sourcePort = 0;
    destinationPort = 0;
    ports = 0;
    icmpId = 0;
    icmpType = 0;
    icmpCode = 0;
    icmp = 0;
    zone = 0;
  }

  private void readAddresses() {
    parts.nest(inner);
    while (inner.next()) {
      int type = inner.type();
      int wanted = family == Family.INET ? CTA_IP_V4_SRC : CTA_IP_V6_SRC;
      if (type == wanted) {
        sourceHigh = high();
        sourceLow = low();
        addresses |= SOURCE;
      } else if (type == wanted + 1) {
        destinationHigh = high();
        destinationLow = low();
        addresses |= DESTINATION;
      }
    }
  }

  private long high() {
    if (inner.length() != family.addressBytes()) {
      throw Cause.VALUE_LENGTH.asException();
    }
    return family == Family.INET ? 0 : inner.buffer().get(U64_BE, inner.offset());
  }

  private long low() {
    return family == Family.INET
        ? inner.buffer().get(U32_BE, inner.offset()) & 0xffff_ffffL
        : inner.buffer().get(U64_BE, inner.offset() + 8);
  }

  private void readProtocol() {
    parts.nest(inner);
    while (inner.next()) {
      switch (inner.type()) {
        case CTA_PROTO_NUM -> protocol = inner.u8();
        case CTA_PROTO_SRC_PORT -> {
          sourcePort = inner.u16();
          ports |= SOURCE;
        }
        case CTA_PROTO_DST_PORT -> {
          destinationPort = inner.u16();
          ports |= DESTINATION;
        }
        case CTA_PROTO_ICMP_ID, CTA_PROTO_ICMPV6_ID -> {
          icmpId = inner.u16();
          icmp |= ICMP_ID;
        }
        case CTA_PROTO_ICMP_TYPE, CTA_PROTO_ICMPV6_TYPE -> {
          icmpType = inner.u8();
          icmp |= ICMP_TYPE;
        }
        case CTA_PROTO_ICMP_CODE, CTA_PROTO_ICMPV6_CODE -> {
          icmpCode = inner.u8();
          icmp |= ICMP_CODE;
        }
        default -> {}
      }
    }
  }

  public Family family() {
    return family;
  }

  /// Upper 64 bits of the source address; 0 for IPv4 ([Address#high]).
  public long sourceHigh() {
    return sourceHigh;
  }

  /// Lower 64 bits of the source address ([Address#low]).
  public long sourceLow() {
    return sourceLow;
  }

  public long destinationHigh() {
    return destinationHigh;
  }

  public long destinationLow() {
    return destinationLow;
  }

  /// Layer 4 protocol number, 0 to 255.
  public int protocol() {
    return protocol;
  }

  /// Source port or GRE key; 0 where the tuple has none.
  public int sourcePort() {
    return sourcePort;
  }

  /// Destination port or GRE key; 0 where the tuple has none.
  public int destinationPort() {
    return destinationPort;
  }

  /// Echo identifier; 0 where the tuple is not ICMP's.
  public int icmpId() {
    return icmpId;
  }

  public int icmpType() {
    return icmpType;
  }

  public int icmpCode() {
    return icmpCode;
  }

  /// Zone of this direction alone; 0 for none.
  public int zone() {
    return zone;
  }

  public Address source() {
    return new Address(family, sourceHigh, sourceLow);
  }

  public Address destination() {
    return new Address(family, destinationHigh, destinationLow);
  }

  public Tuple toTuple() {
    return new Tuple(source(), destination(), protocol, layer4(), zone);
  }

  private Layer4 layer4() {
    if (Protocol.isIcmp(protocol) && icmp == ICMP_ALL) {
      return new Layer4.Icmp(icmpId, icmpType, icmpCode);
    }
    return Protocol.hasPorts(protocol) && ports == BOTH
        ? new Layer4.Ports(sourcePort, destinationPort)
        : Layer4.NONE;
  }
}
