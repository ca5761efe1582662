// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.sync.wire.ConntrackAttribute.*;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Family;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.Tuple;

/// A conntrack as the attributes of a message, or of a cached image, say it.
///
/// Wrapping checks every attribute's number and length, as strictly as conntrackd does; nothing
/// that reads can fail later. No attribute is mandatory to be well-formed: ask [#isComplete] before
/// an entry is made of it. Nothing here allocates but [#toConntrack] and [#helper]. Valid until the
/// bytes below change or it is wrapped again.
public final class ConntrackWire {
  private final AttributeTable table = new AttributeTable(COUNT);
  private final WireTuple original = new WireTuple(table, IPV4, IPV6, L4PROTO, PORT);
  private final WireTuple master =
      new WireTuple(table, MASTER_IPV4, MASTER_IPV6, MASTER_L4PROTO, MASTER_PORT);

  public ConntrackWire() {}

  /// Wraps the attributes of a data message; false for a malformed payload.
  public boolean wrap(SyncMessage message) {
    return wrap(message.buffer(), message.attributes(), message.attributesLength());
  }

  /// Wraps an image: attributes without a header before them.
  public boolean wrap(MemorySegment buffer, long offset, int length) {
    table.wrap(buffer, offset, offset + length);
    NetAttribute attribute = table.attribute();
    while (attribute.hasNext()) {
      if (!attribute.next() || !isValid(attribute.type(), attribute.length())) {
        return false;
      }
      take(attribute);
    }
    return true;
  }

  private void take(NetAttribute attribute) {
    int number = attribute.type();
    int payload = attribute.length() - NetAttribute.HEADER;
    if (number == LABELS && (payload == 0 || payload % 4 != 0)) {
      return; // no words of label bits: conntrackd passes over it, too
    }
    table.take();
    switch (number) {
      case IPV4, IPV6 -> original.sawAddresses(number);
      case MASTER_IPV4, MASTER_IPV6 -> master.sawAddresses(number);
      default -> {}
    }
  }

  AttributeTable table() {
    return table;
  }

  /// Whether the original tuple has addresses and protocol. What lacks them is well-formed, but
  /// names no connection.
  public boolean isComplete() {
    return original.isComplete();
  }

  public Family family() {
    return original.family();
  }

  public WireTuple original() {
    return original;
  }

  public int protocol() {
    return original.protocol();
  }

  /// Source port, or ICMP's identifier; 0 for protocols whose identifiers are not sent.
  public int sourceIdentifier() {
    return isIcmp() ? table.swapped(ICMP_ID) : original.sourcePort();
  }

  /// Destination port, or ICMP's type (upper byte) and code; 0 for protocols whose identifiers are
  /// not sent.
  public int destinationIdentifier() {
    return isIcmp() ? table.u8(ICMP_TYPE) << 8 | table.u8(ICMP_CODE) : original.destinationPort();
  }

  private boolean isIcmp() {
    return Protocol.isIcmp(protocol());
  }

  boolean hasIdentifiers() {
    return isIcmp() ? table.has(ICMP_TYPE) : original.hasPorts();
  }

  /// Whether both are about the same connection: same original tuple and zone.
  public boolean isSameConnection(ConntrackWire other) {
    return original.sourceLow() == other.original.sourceLow()
        && original.destinationLow() == other.original.destinationLow()
        && original.sourceHigh() == other.original.sourceHigh()
        && original.destinationHigh() == other.original.destinationHigh()
        && sourceIdentifier() == other.sourceIdentifier()
        && destinationIdentifier() == other.destinationIdentifier()
        && protocol() == other.protocol()
        && family() == other.family()
        && zone() == other.zone();
  }

  public boolean hasZone() {
    return table.has(ZONE);
  }

  /// Zone of both directions; 0 where none is said.
  public int zone() {
    return table.u16(ZONE);
  }

  public boolean hasStatus() {
    return table.has(STATUS);
  }

  /// [relatd.conntrack.Status] bits; 0 where absent.
  public int status() {
    return table.u32(STATUS);
  }

  public boolean hasTimeout() {
    return table.has(TIMEOUT);
  }

  /// Seconds, unsigned; 0 where absent.
  public int timeout() {
    return table.u32(TIMEOUT);
  }

  public boolean hasMark() {
    return table.has(MARK);
  }

  public int mark() {
    return table.u32(MARK);
  }

  /// State of the protocol's tracker (TCP, SCTP or DCCP, by [#protocol]); -1 where absent.
  public int protocolState() {
    int number =
        switch (protocol()) {
          case Protocol.TCP -> TCP_STATE;
          case Protocol.SCTP -> SCTP_STATE;
          case Protocol.DCCP -> DCCP_STATE;
          default -> -1;
        };
    return number < 0 || !table.has(number) ? -1 : table.u8(number);
  }

  /// Whether the connection was foretold: its master's addresses, protocol and ports are known.
  public boolean isRelated() {
    return master.isComplete() && master.hasPorts();
  }

  public boolean hasMaster() {
    return master.isComplete();
  }

  /// Original tuple of the connection that announced this one; only where [#hasMaster].
  public WireTuple master() {
    return master;
  }

  public boolean hasHelper() {
    return table.stringLength(HELPER_NAME) > 0;
  }

  public boolean hasLabels() {
    return table.has(LABELS);
  }

  /// Number of label bits that are said, set or not.
  public int labelBits() {
    return table.has(LABELS) ? table.length(LABELS) * Byte.SIZE : 0;
  }

  /// @param bit below [#labelBits]
  public boolean hasLabel(int bit) {
    int word = table.u32(LABELS, bit / Integer.SIZE * Integer.BYTES);
    return (word >>> bit % Integer.SIZE & 1) != 0;
  }

  /// Name of the attached helper; empty where none is said.
  public String helper() {
    return table.string(HELPER_NAME);
  }

  /// Copies the name of the attached helper without making an object.
  ///
  /// @return bytes copied, at most 12; 0 where none is said
  public int copyHelper(byte[] into) {
    return table.copyString(HELPER_NAME, into);
  }

  /// A copy of everything that is said. The reply tuple is the original's inverse, and translations
  /// stand beside it, as the kernel wants them in a request. Empty when it is not complete.
  public Optional<Conntrack> toConntrack() {
    return isComplete() ? Optional.of(new WireConntrackReader(this).read()) : Optional.empty();
  }

  Tuple originalTuple() {
    Tuple tuple = original.toTuple();
    if (!isIcmp() || !hasIdentifiers()) {
      return tuple;
    }
    Layer4 icmp = new Layer4.Icmp(table.swapped(ICMP_ID), table.u8(ICMP_TYPE), table.u8(ICMP_CODE));
    return new Tuple(tuple.source(), tuple.destination(), tuple.protocol(), icmp);
  }
}
