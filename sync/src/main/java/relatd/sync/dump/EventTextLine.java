// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import static relatd.ctnetlink.Cta.*;

import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.TupleView;
import relatd.netlink.Attributes;
import relatd.sync.wire.TupleDraft;

/// What the kernel's message says of a conntrack, in the layout of conntrack(8) without the seconds
/// left.
final class EventTextLine {
  private static final long SECOND = 1_000_000_000L;

  private final TupleDraft tuple = new TupleDraft();
  private final FieldLine line = new FieldLine();
  private final Attributes holder = new Attributes();
  private final Attributes nest = new Attributes();

  EventTextLine() {}

  /// Writes the fields, with a blank behind each.
  void describe(ConntrackMessage message, LineBuffer out) {
    int protocol = message.protocol();
    line.begin(out).named(Protocol.name(protocol), protocol);
    int state = message.protocolState();
    if (state >= 0) {
      line.word(ProtocolInfo.stateName(protocol, state));
    }
    direction(message.original(), "zone-orig");
    counters(message, CTA_COUNTERS_ORIG);
    if (message.has(CTA_STATUS) && (message.status() & Status.SEEN_REPLY) == 0) {
      line.word("[UNREPLIED]");
    }
    direction(message.reply(), "zone-reply");
    counters(message, CTA_COUNTERS_REPLY);
    line.assurance(message.status());
    rest(message);
  }

  private void direction(TupleView view, String zone) {
    tuple.set(view);
    line.tuple("", tuple).icmp(tuple);
    if (view.zone() != 0) {
      line.field(zone, view.zone());
    }
  }

  private void counters(ConntrackMessage message, int direction) {
    if (!message.seek(direction, holder)) {
      return;
    }
    long packets = 0;
    long bytes = 0;
    holder.nest(nest);
    while (nest.next()) {
      switch (nest.type()) {
        case CTA_COUNTERS_PACKETS -> packets = nest.u64();
        case CTA_COUNTERS_BYTES -> bytes = nest.u64();
        default -> {}
      }
    }
    line.field("packets", packets).field("bytes", bytes);
  }

  private void rest(ConntrackMessage message) {
    if (message.has(CTA_MARK)) {
      line.field("mark", message.mark());
    }
    string(message, CTA_SECCTX, CTA_SECCTX_NAME, "secctx");
    if (message.has(CTA_ZONE)) {
      line.field("zone", message.zone());
    }
    lifetime(message);
    string(message, CTA_HELP, CTA_HELP_NAME, "helper");
  }

  private void string(ConntrackMessage message, int attribute, int name, String field) {
    if (!message.seek(attribute, holder)) {
      return;
    }
    holder.nest(nest);
    while (nest.next()) {
      if (nest.type() == name) {
        line.field(field, nest);
      }
    }
  }

  /// Known when the connection has ended, and the kernel keeps time (`nf_conntrack_timestamp`).
  private void lifetime(ConntrackMessage message) {
    if (!message.seek(CTA_TIMESTAMP, holder)) {
      return;
    }
    long start = 0;
    long stop = 0;
    holder.nest(nest);
    while (nest.next()) {
      switch (nest.type()) {
        case CTA_TIMESTAMP_START -> start = nest.u64();
        case CTA_TIMESTAMP_STOP -> stop = nest.u64();
        default -> {}
      }
    }
    if (start != 0 && stop != 0) {
      line.field("delta-time", Math.max(0, (stop - start) / SECOND));
    }
  }
}
