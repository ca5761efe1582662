// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.ctnetlink.Cta.*;

import java.lang.foreign.MemorySegment;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.netlink.MessageBuilder;

/// Writes the tuples of an image into a netlink request, addresses as they lie there.
final class TupleRequest {
  private static final MemorySegment ZEROS = MemorySegment.ofArray(new byte[16]).asReadOnly();

  private final MessageBuilder to;

  TupleRequest(MessageBuilder to) {
    this.to = to;
  }

  /// A tuple whose identifiers, if any, are ports. The kernel insists on them, of GRE's keys and
  /// UDP-Lite's ports, too, which are not sent: 0, as the original has it.
  void put(int type, WireTuple tuple) {
    long nest = to.nest(type);
    putAddresses(tuple, true);
    long proto = beginProtocol(tuple);
    if (Protocol.hasPorts(tuple.protocol())) {
      putPorts(tuple.sourcePort(), tuple.destinationPort());
    }
    to.endNest(proto).endNest(nest);
  }

  /// The announced endpoint of an expectation as the source of a tuple. No peer sends IPv6
  /// addresses here: the unspecified one then says that there is a port alone.
  void putSaved(int type, ExpectWire entry) {
    WireTuple saved = entry.nat();
    long nest = to.nest(type);
    if (saved.hasAddresses() && entry.tuple().family() == Family.INET) {
      putAddresses(saved, true);
    } else {
      putNoAddresses(entry.tuple().family());
    }
    int protocol = entry.master().protocol();
    long proto = to.nest(CTA_TUPLE_PROTO);
    to.putU8(CTA_PROTO_NUM, protocol);
    if (Protocol.hasPorts(protocol)) {
      putPorts(saved.sourcePort(), saved.destinationPort());
    }
    to.endNest(proto).endNest(nest);
  }

  private void putNoAddresses(Family family) {
    int first = family == Family.INET ? CTA_IP_V4_SRC : CTA_IP_V6_SRC;
    long ip = to.nest(CTA_TUPLE_IP);
    to.putBytes(first, ZEROS, 0, family.addressBytes())
        .putBytes(first + 1, ZEROS, 0, family.addressBytes())
        .endNest(ip);
  }

  /// The tuple of a connection's original direction.
  void putOriginal(ConntrackWire entry) {
    putDirection(CTA_TUPLE_ORIG, entry, true);
  }

  /// What an untranslated answer has: the original's inverse.
  void putReply(ConntrackWire entry) {
    putDirection(CTA_TUPLE_REPLY, entry, false);
  }

  private void putDirection(int type, ConntrackWire entry, boolean forth) {
    int protocol = entry.protocol();
    int source = entry.sourceIdentifier();
    int destination = entry.destinationIdentifier();
    long nest = to.nest(type);
    putAddresses(entry.original(), forth);
    long proto = beginProtocol(entry.original());
    if (Protocol.isIcmp(protocol)) {
      if (entry.hasIdentifiers()) {
        int icmp = destination >>> 8;
        putIcmp(
            protocol,
            source,
            forth ? icmp : Protocol.icmpAnswer(protocol, icmp),
            destination & 0xff);
      }
    } else if (Protocol.hasPorts(protocol)) {
      putPorts(forth ? source : destination, forth ? destination : source);
    }
    to.endNest(proto).endNest(nest);
  }

  private void putAddresses(WireTuple tuple, boolean forth) {
    boolean inet = tuple.family() == Family.INET;
    int bytes = tuple.family().addressBytes();
    int first = inet ? CTA_IP_V4_SRC : CTA_IP_V6_SRC;
    long source = tuple.addressesAt() + (forth ? 0 : bytes);
    long destination = tuple.addressesAt() + (forth ? bytes : 0);
    long ip = to.nest(CTA_TUPLE_IP);
    to.putBytes(first, tuple.buffer(), source, bytes)
        .putBytes(first + 1, tuple.buffer(), destination, bytes)
        .endNest(ip);
  }

  private long beginProtocol(WireTuple tuple) {
    long proto = to.nest(CTA_TUPLE_PROTO);
    to.putU8(CTA_PROTO_NUM, tuple.protocol());
    return proto;
  }

  private void putPorts(int source, int destination) {
    to.putU16(CTA_PROTO_SRC_PORT, source).putU16(CTA_PROTO_DST_PORT, destination);
  }

  private void putIcmp(int protocol, int id, int type, int code) {
    int first = protocol == Protocol.ICMPV6 ? CTA_PROTO_ICMPV6_ID : CTA_PROTO_ICMP_ID;
    to.putU16(first, id).putU8(first + 1, type).putU8(first + 2, code);
  }
}
