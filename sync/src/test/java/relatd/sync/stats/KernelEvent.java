// SPDX-License-Identifier: Apache-2.0
package relatd.sync.stats;

import static relatd.ctnetlink.Cta.*;

import java.lang.foreign.MemorySegment;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Counters;
import relatd.conntrack.EventType;
import relatd.conntrack.Family;
import relatd.conntrack.Layer4;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.ConntrackMessage;
import relatd.netlink.MessageBuilder;
import relatd.netlink.MessageWalker;

/// Events as the kernel sends them, made of records.
public final class KernelEvent {
  private static final int NEW = 0x100;
  private static final int DELETE = 0x102;
  private static final int CREATE_EXCL = 0x600;

  private final MessageBuilder to = new MessageBuilder(MemorySegment.ofArray(new byte[4096]));

  private KernelEvent() {}

  public static ConntrackMessage of(EventType type, Conntrack entry) {
    return new KernelEvent().message(type, entry);
  }

  private ConntrackMessage message(EventType type, Conntrack entry) {
    to.begin(
        type == EventType.DESTROY ? DELETE : NEW,
        type == EventType.NEW ? CREATE_EXCL : 0,
        0,
        entry.family().number(),
        0);
    tuple(CTA_TUPLE_ORIG, entry.original());
    tuple(CTA_TUPLE_REPLY, entry.reply());
    to.putU32(CTA_ID, 77);
    entry.status().ifPresent(status -> to.putU32(CTA_STATUS, status));
    entry.timeout().ifPresent(timeout -> to.putU32(CTA_TIMEOUT, timeout));
    entry.protocolInfo().ifPresent(info -> tcpState(info.state()));
    if (type == EventType.DESTROY) {
      entry.originalCounters().ifPresent(counters -> counters(CTA_COUNTERS_ORIG, counters));
      entry.replyCounters().ifPresent(counters -> counters(CTA_COUNTERS_REPLY, counters));
    }
    to.end();
    MessageWalker walker = new MessageWalker().wrap(to.buffer(), 0, to.size());
    walker.next();
    return new ConntrackMessage().wrap(walker);
  }

  private void tuple(int attribute, Tuple tuple) {
    long outer = to.nest(attribute);
    long addresses = to.nest(CTA_TUPLE_IP);
    boolean inet = tuple.family() == Family.INET;
    to.putAddress(inet ? CTA_IP_V4_SRC : CTA_IP_V6_SRC, tuple.source());
    to.putAddress(inet ? CTA_IP_V4_DST : CTA_IP_V6_DST, tuple.destination());
    to.endNest(addresses);
    long protocol = to.nest(CTA_TUPLE_PROTO);
    to.putU8(CTA_PROTO_NUM, tuple.protocol());
    if (tuple.layer4() instanceof Layer4.Ports(int source, int destination)) {
      to.putU16(CTA_PROTO_SRC_PORT, source).putU16(CTA_PROTO_DST_PORT, destination);
    } else if (tuple.layer4() instanceof Layer4.Icmp(int id, int type, int code)) {
      to.putU16(CTA_PROTO_ICMP_ID, id).putU8(CTA_PROTO_ICMP_TYPE, type);
      to.putU8(CTA_PROTO_ICMP_CODE, code);
    }
    to.endNest(protocol);
    to.endNest(outer);
  }

  private void tcpState(int state) {
    long info = to.nest(CTA_PROTOINFO);
    long tcp = to.nest(CTA_PROTOINFO_TCP);
    to.putU8(CTA_PROTOINFO_TCP_STATE, state);
    to.endNest(tcp);
    to.endNest(info);
  }

  private void counters(int attribute, Counters counters) {
    long nest = to.nest(attribute);
    to.putU64(CTA_COUNTERS_PACKETS, counters.packets());
    to.putU64(CTA_COUNTERS_BYTES, counters.bytes());
    to.endNest(nest);
  }
}
