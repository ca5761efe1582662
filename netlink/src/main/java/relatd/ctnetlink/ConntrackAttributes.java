// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import static relatd.ctnetlink.Cta.*;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Counters;
import relatd.conntrack.Family;
import relatd.conntrack.Labels;
import relatd.conntrack.NatRange;
import relatd.conntrack.SequenceAdjustment;
import relatd.conntrack.SynProxy;
import relatd.conntrack.Timestamps;
import relatd.netlink.MessageBuilder;

/// Writes the attributes of a conntrack, one each.
final class ConntrackAttributes {
  private ConntrackAttributes() {}

  /// Everything that the entry says, in the order of a dump.
  static void putAll(MessageBuilder to, Conntrack entry) {
    TupleWriter.put(to, CTA_TUPLE_ORIG, entry.original());
    TupleWriter.put(to, CTA_TUPLE_REPLY, entry.reply());
    entry.zone().ifPresent(v -> to.putU16(CTA_ZONE, v));
    entry.status().ifPresent(v -> to.putU32(CTA_STATUS, v));
    entry.mark().ifPresent(v -> to.putU32(CTA_MARK, v));
    entry.securityContext().ifPresent(v -> putSecurityContext(to, v));
    entry.id().ifPresent(v -> to.putU32(CTA_ID, v));
    entry.use().ifPresent(v -> to.putU32(CTA_USE, v));
    entry.master().ifPresent(v -> TupleWriter.put(to, CTA_TUPLE_MASTER, v));
    entry.timeout().ifPresent(v -> to.putU32(CTA_TIMEOUT, v));
    entry.protocolInfo().ifPresent(v -> ProtocolInfoCodec.write(to, v));
    entry.originalCounters().ifPresent(v -> putCounters(to, CTA_COUNTERS_ORIG, v));
    entry.replyCounters().ifPresent(v -> putCounters(to, CTA_COUNTERS_REPLY, v));
    entry.timestamps().ifPresent(v -> putTimestamps(to, v));
    entry.helper().ifPresent(v -> putHelper(to, v));
    entry.labels().ifPresent(v -> putLabels(to, CTA_LABELS, v));
    putAdjustments(to, entry);
    entry.synProxy().ifPresent(v -> putSynProxy(to, v));
    entry.sourceNat().ifPresent(v -> putNat(to, CTA_NAT_SRC, v));
    entry.destinationNat().ifPresent(v -> putNat(to, CTA_NAT_DST, v));
    entry.eventTime().ifPresent(v -> to.putU64(CTA_TIMESTAMP_EVENT, v));
  }

  static void putHelper(MessageBuilder to, AttachedHelper helper) {
    long nest = to.nest(CTA_HELP);
    to.putString(CTA_HELP_NAME, helper.name());
    byte[] info = helper.info();
    if (info.length != 0) {
      to.putBytes(CTA_HELP_INFO, info);
    }
    to.endNest(nest);
  }

  private static void putCounters(MessageBuilder to, int type, Counters counters) {
    long nest = to.nest(type);
    to.putU64(CTA_COUNTERS_PACKETS, counters.packets());
    to.putU64(CTA_COUNTERS_BYTES, counters.bytes());
    to.endNest(nest);
  }

  private static void putTimestamps(MessageBuilder to, Timestamps timestamps) {
    long nest = to.nest(CTA_TIMESTAMP);
    timestamps.start().ifPresent(v -> to.putU64(CTA_TIMESTAMP_START, v));
    timestamps.stop().ifPresent(v -> to.putU64(CTA_TIMESTAMP_STOP, v));
    to.endNest(nest);
  }

  private static void putSecurityContext(MessageBuilder to, String name) {
    long nest = to.nest(CTA_SECCTX);
    to.putString(CTA_SECCTX_NAME, name).endNest(nest);
  }

  static void putLabels(MessageBuilder to, int type, Labels labels) {
    byte[] bytes =
        ByteBuffer.allocate(Labels.BITS / 8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(labels.low())
            .putLong(labels.high())
            .array();
    to.putBytes(type, bytes);
  }

  static void putAdjustments(MessageBuilder to, Conntrack entry) {
    entry.originalAdjustment().ifPresent(v -> putAdjustment(to, CTA_SEQ_ADJ_ORIG, v));
    entry.replyAdjustment().ifPresent(v -> putAdjustment(to, CTA_SEQ_ADJ_REPLY, v));
  }

  private static void putAdjustment(MessageBuilder to, int type, SequenceAdjustment adjustment) {
    long nest = to.nest(type);
    to.putU32(CTA_SEQADJ_CORRECTION_POS, adjustment.position());
    to.putU32(CTA_SEQADJ_OFFSET_BEFORE, adjustment.before());
    to.putU32(CTA_SEQADJ_OFFSET_AFTER, adjustment.after());
    to.endNest(nest);
  }

  static void putSynProxy(MessageBuilder to, SynProxy synProxy) {
    long nest = to.nest(CTA_SYNPROXY);
    to.putU32(CTA_SYNPROXY_ISN, synProxy.initialSequence());
    to.putU32(CTA_SYNPROXY_ITS, synProxy.initialTimestamp());
    to.putU32(CTA_SYNPROXY_TSOFF, synProxy.timestampOffset());
    to.endNest(nest);
  }

  static void putNat(MessageBuilder to, int type, NatRange range) {
    int first = range.first().family() == Family.INET ? CTA_NAT_V4_MINIP : CTA_NAT_V6_MINIP;
    long nest = to.nest(type);
    to.putAddress(first, range.first());
    if (!range.last().equals(range.first())) {
      to.putAddress(first + 1, range.last());
    }
    range.ports().ifPresent(v -> putNatPorts(to, v));
    to.endNest(nest);
  }

  private static void putNatPorts(MessageBuilder to, NatRange.Ports ports) {
    long nest = to.nest(CTA_NAT_PROTO);
    to.putU16(CTA_PROTONAT_PORT_MIN, ports.first());
    to.putU16(CTA_PROTONAT_PORT_MAX, ports.last());
    to.endNest(nest);
  }
}
