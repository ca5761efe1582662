// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.ctnetlink.Cta.*;
import static relatd.sync.wire.ConntrackAttribute.*;

import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.netlink.MessageBuilder;

/// Writes the translations of an image into a netlink request, and the sequence adjustments that go
/// with them.
final class TranslationRequest {
  private final MessageBuilder to;

  TranslationRequest(MessageBuilder to) {
    this.to = to;
  }

  static boolean isTranslated(ConntrackWire entry) {
    return isTranslated(entry.table(), entry.protocol());
  }

  private static boolean isTranslated(AttributeTable table, int protocol) {
    return isTranslated(table, protocol, SNAT_IPV4, SNAT_IPV6, SPAT_PORT)
        || isTranslated(table, protocol, DNAT_IPV4, DNAT_IPV6, DPAT_PORT);
  }

  /// Peers send port 0 with every translated ICMP connection; it means nothing.
  private static boolean isTranslated(
      AttributeTable table, int protocol, int inet, int inet6, int port) {
    return table.has(inet) || table.has(inet6) || table.has(port) && Protocol.hasPorts(protocol);
  }

  void put(ConntrackWire entry) {
    AttributeTable table = entry.table();
    if (!isTranslated(entry)) {
      return;
    }
    WireTuple tuple = entry.original();
    int protocol = entry.protocol();
    if (isTranslated(table, protocol, SNAT_IPV4, SNAT_IPV6, SPAT_PORT)) {
      long same = tuple.addressesAt();
      putRange(CTA_NAT_SRC, entry, at(entry, SNAT_IPV4, SNAT_IPV6, same), port(entry, true));
    }
    if (isTranslated(table, protocol, DNAT_IPV4, DNAT_IPV6, DPAT_PORT)) {
      long same = tuple.addressesAt() + tuple.family().addressBytes();
      putRange(CTA_NAT_DST, entry, at(entry, DNAT_IPV4, DNAT_IPV6, same), port(entry, false));
    }
    putAdjustments(entry);
  }

  /// @param same the address that stays when only the port is translated
  private static long at(ConntrackWire entry, int inet, int inet6, long same) {
    int number = entry.family() == Family.INET ? inet : inet6;
    return entry.table().has(number) ? entry.table().payload(number) : same;
  }

  /// A port that is not said stays as it is: the kernel shall not choose another.
  private static int port(ConntrackWire entry, boolean isSource) {
    AttributeTable table = entry.table();
    int number = isSource ? SPAT_PORT : DPAT_PORT;
    if (table.has(number)) {
      return table.swapped(number);
    }
    return isSource ? entry.sourceIdentifier() : entry.destinationIdentifier();
  }

  /// Exactly one address and port, first and last being the same.
  private void putRange(int type, ConntrackWire entry, long address, int port) {
    boolean inet = entry.family() == Family.INET;
    long range = to.nest(type);
    to.putBytes(
        inet ? CTA_NAT_V4_MINIP : CTA_NAT_V6_MINIP,
        entry.table().buffer(),
        address,
        entry.family().addressBytes());
    if (Protocol.hasPorts(entry.protocol()) && entry.hasIdentifiers()) {
      long ports = to.nest(CTA_NAT_PROTO);
      to.putU16(CTA_PROTONAT_PORT_MIN, port).putU16(CTA_PROTONAT_PORT_MAX, port).endNest(ports);
    }
    to.endNest(range);
  }

  void putAdjustments(ConntrackWire entry) {
    AttributeTable table = entry.table();
    if (table.has(NAT_SEQ_ADJ)) {
      putAdjustment(CTA_SEQ_ADJ_ORIG, table, 0);
      putAdjustment(CTA_SEQ_ADJ_REPLY, table, 12);
    }
  }

  private void putAdjustment(int type, AttributeTable table, int at) {
    long nest = to.nest(type);
    to.putU32(CTA_SEQADJ_CORRECTION_POS, table.u32(NAT_SEQ_ADJ, at));
    to.putU32(CTA_SEQADJ_OFFSET_BEFORE, table.u32(NAT_SEQ_ADJ, at + 4));
    to.putU32(CTA_SEQADJ_OFFSET_AFTER, table.u32(NAT_SEQ_ADJ, at + 8));
    to.endNest(nest);
  }
}
