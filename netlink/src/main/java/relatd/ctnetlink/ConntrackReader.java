// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import static relatd.ctnetlink.Cta.*;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import relatd.conntrack.Address;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.Counters;
import relatd.conntrack.Family;
import relatd.conntrack.Labels;
import relatd.conntrack.NatRange;
import relatd.conntrack.SequenceAdjustment;
import relatd.conntrack.SynProxy;
import relatd.conntrack.Timestamps;
import relatd.netlink.Attributes;
import relatd.netlink.MalformedMessage.Cause;

/// Copies a wrapped message into a record.
final class ConntrackReader {
  private final ConntrackMessage message;

  ConntrackReader(ConntrackMessage message) {
    this.message = message;
  }

  Conntrack read() {
    ConntrackBuilder entry = Conntrack.of(message.original().toTuple(), message.reply().toTuple());
    readValues(entry);
    readNests(entry);
    return entry.build();
  }

  private void readValues(ConntrackBuilder entry) {
    if (message.has(CTA_ZONE)) {
      entry.zone(message.zone());
    }
    if (message.has(CTA_STATUS)) {
      entry.status(message.status());
    }
    if (message.has(CTA_TIMEOUT)) {
      entry.timeout(message.timeout());
    }
    if (message.has(CTA_MARK)) {
      entry.mark(message.mark());
    }
    if (message.has(CTA_ID)) {
      entry.id(message.id());
    }
    if (message.has(CTA_USE)) {
      entry.use(message.use());
    }
    if (message.has(CTA_TIMESTAMP_EVENT)) {
      entry.eventTime(message.eventTime());
    }
  }

  private void readNests(ConntrackBuilder entry) {
    if (message.has(CTA_PROTOINFO)) {
      ProtocolInfoCodec.read(message.nest(CTA_PROTOINFO)).ifPresent(entry::protocolInfo);
    }
    if (message.has(CTA_HELP)) {
      entry.helper(helper());
    }
    if (message.has(CTA_COUNTERS_ORIG)) {
      entry.originalCounters(counters(CTA_COUNTERS_ORIG));
    }
    if (message.has(CTA_COUNTERS_REPLY)) {
      entry.replyCounters(counters(CTA_COUNTERS_REPLY));
    }
    if (message.has(CTA_TIMESTAMP)) {
      entry.timestamps(timestamps());
    }
    if (message.has(CTA_LABELS)) {
      entry.labels(labels());
    }
    if (message.has(CTA_SECCTX)) {
      securityContext().ifPresent(entry::securityContext);
    }
    if (message.hasMaster()) {
      entry.master(message.master().toTuple());
    }
    if (message.has(CTA_SEQ_ADJ_ORIG)) {
      entry.originalAdjustment(adjustment(CTA_SEQ_ADJ_ORIG));
    }
    if (message.has(CTA_SEQ_ADJ_REPLY)) {
      entry.replyAdjustment(adjustment(CTA_SEQ_ADJ_REPLY));
    }
    if (message.has(CTA_SYNPROXY)) {
      entry.synProxy(synProxy());
    }
    if (message.has(CTA_NAT_SRC)) {
      entry.sourceNat(nat(CTA_NAT_SRC));
    }
    if (message.has(CTA_NAT_DST)) {
      entry.destinationNat(nat(CTA_NAT_DST));
    }
  }

  private AttachedHelper helper() {
    Attributes nest = message.nest(CTA_HELP);
    String name = null;
    byte[] info = {};
    while (nest.next()) {
      switch (nest.type()) {
        case CTA_HELP_NAME -> name = nest.string();
        case CTA_HELP_INFO -> info = nest.bytes();
        default -> {}
      }
    }
    if (name == null) {
      throw Cause.MISSING.asException();
    }
    return new AttachedHelper(name, info);
  }

  private Counters counters(int attribute) {
    Attributes nest = message.nest(attribute);
    long packets = 0;
    long bytes = 0;
    while (nest.next()) {
      switch (nest.type()) {
        case CTA_COUNTERS_PACKETS -> packets = nest.u64();
        case CTA_COUNTERS_BYTES -> bytes = nest.u64();
        default -> {}
      }
    }
    return new Counters(packets, bytes);
  }

  private Timestamps timestamps() {
    Attributes nest = message.nest(CTA_TIMESTAMP);
    OptionalLong start = OptionalLong.empty();
    OptionalLong stop = OptionalLong.empty();
    while (nest.next()) {
      switch (nest.type()) {
        case CTA_TIMESTAMP_START -> start = OptionalLong.of(nest.u64());
        case CTA_TIMESTAMP_STOP -> stop = OptionalLong.of(nest.u64());
        default -> {}
      }
    }
    return new Timestamps(start, stop);
  }

  /// An array of the kernel's longs, to be read as one little-endian bit string.
  private Labels labels() {
    Attributes attribute = new Attributes();
    message.seek(CTA_LABELS, attribute);
    byte[] bytes = attribute.bytes();
    if (bytes.length > Labels.BITS / 8) {
      throw Cause.VALUE_LENGTH.asException();
    }
    long[] words = new long[2];
    for (int i = 0; i < bytes.length; i++) {
      words[i >> 3] |= (bytes[i] & 0xffL) << (i & 7) * 8;
    }
    return new Labels(words[0], words[1]);
  }

  private Optional<String> securityContext() {
    Attributes nest = message.nest(CTA_SECCTX);
    Optional<String> name = Optional.empty();
    while (nest.next()) {
      if (nest.type() == CTA_SECCTX_NAME) {
        name = Optional.of(nest.string());
      }
    }
    return name;
  }

  private SequenceAdjustment adjustment(int attribute) {
    int[] values = triple(message.nest(attribute));
    return new SequenceAdjustment(values[0], values[1], values[2]);
  }

  private SynProxy synProxy() {
    int[] values = triple(message.nest(CTA_SYNPROXY));
    return new SynProxy(values[0], values[1], values[2]);
  }

  /// Three 32-bit values numbered 1 to 3, as CTA_SEQADJ_* and CTA_SYNPROXY_* are.
  private static int[] triple(Attributes nest) {
    int[] values = new int[3];
    while (nest.next()) {
      if (nest.type() >= 1 && nest.type() <= 3) {
        values[nest.type() - 1] = nest.u32();
      }
    }
    return values;
  }

  private NatRange nat(int attribute) {
    Attributes nest = message.nest(attribute);
    int first = message.family() == Family.INET ? CTA_NAT_V4_MINIP : CTA_NAT_V6_MINIP;
    Address from = null;
    Address to = null;
    Optional<NatRange.Ports> ports = Optional.empty();
    while (nest.next()) {
      int type = nest.type();
      if (type == first) {
        from = nest.address(message.family());
      } else if (type == first + 1) {
        to = nest.address(message.family());
      } else if (type == CTA_NAT_PROTO) {
        ports = natPorts(nest.nest(new Attributes()));
      }
    }
    if (from == null) {
      throw Cause.MISSING.asException();
    }
    return new NatRange(from, to == null ? from : to, ports);
  }

  private static Optional<NatRange.Ports> natPorts(Attributes nest) {
    OptionalInt from = OptionalInt.empty();
    OptionalInt to = OptionalInt.empty();
    while (nest.next()) {
      switch (nest.type()) {
        case CTA_PROTONAT_PORT_MIN -> from = OptionalInt.of(nest.u16());
        case CTA_PROTONAT_PORT_MAX -> to = OptionalInt.of(nest.u16());
        default -> {}
      }
    }
    return from.isEmpty()
        ? Optional.empty()
        : Optional.of(new NatRange.Ports(from.getAsInt(), to.orElse(from.getAsInt())));
  }
}
