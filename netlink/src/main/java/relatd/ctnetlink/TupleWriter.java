// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import static relatd.ctnetlink.Cta.*;

import relatd.conntrack.Address;
import relatd.conntrack.Family;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.Tuple;
import relatd.netlink.MessageBuilder;

/// Writes tuples: 52 bytes with ports over IPv4, 76 over IPv6.
final class TupleWriter {
  private TupleWriter() {}

  static void put(MessageBuilder builder, int type, Tuple tuple) {
    long nest = builder.nest(type);
    putAddresses(builder, tuple.source(), tuple.destination());
    long proto = builder.nest(CTA_TUPLE_PROTO);
    builder.putU8(CTA_PROTO_NUM, tuple.protocol());
    putLayer4(builder, tuple.protocol(), tuple.layer4());
    builder.endNest(proto);
    if (tuple.zone() != 0) {
      builder.putU16(CTA_TUPLE_ZONE, tuple.zone());
    }
    builder.endNest(nest);
  }

  private static void putAddresses(MessageBuilder builder, Address source, Address destination) {
    int first = source.family() == Family.INET ? CTA_IP_V4_SRC : CTA_IP_V6_SRC;
    long ip = builder.nest(CTA_TUPLE_IP);
    builder.putAddress(first, source).putAddress(first + 1, destination).endNest(ip);
  }

  private static void putLayer4(MessageBuilder builder, int protocol, Layer4 layer4) {
    switch (layer4) {
      case Layer4.Ports(int source, int destination) ->
          builder.putU16(CTA_PROTO_SRC_PORT, source).putU16(CTA_PROTO_DST_PORT, destination);
      case Layer4.Icmp(int id, int type, int code) -> {
        int first = protocol == Protocol.ICMPV6 ? CTA_PROTO_ICMPV6_ID : CTA_PROTO_ICMP_ID;
        builder.putU16(first, id).putU8(first + 1, type).putU8(first + 2, code);
      }
      case Layer4.None _ -> {}
    }
  }
}
