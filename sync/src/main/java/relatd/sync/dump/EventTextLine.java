// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import static relatd.ctnetlink.Cta.*;

import java.util.function.LongSupplier;
import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.TupleView;
import relatd.netlink.Attributes;
import relatd.sync.wire.TupleDraft;

/// What the kernel's message says of a conntrack, in the layout of conntrack(8).
final class EventTextLine {
  private static final long SECOND = 1_000_000_000L;

  private final TupleDraft tuple = new TupleDraft();
  private final FieldLine line = new FieldLine();
  private final Attributes holder = new Attributes();
  private final Attributes nest = new Attributes();

  private final LongSupplier now;

  /// @param now seconds since 1970, to tell the age of what has not ended; 0 where it is not known
  EventTextLine(LongSupplier now) {
    this.now = now;
  }

  /// Writes the fields, with a blank behind each, but for the seconds left and the references held.
  void describe(ConntrackMessage message, LineBuffer out) {
    begin(message, out);
    fields(message);
  }

  /// Writes all fields of an entry that is alive.
  void describeAlive(ConntrackMessage message, LineBuffer out) {
    begin(message, out);
    if (message.has(CTA_TIMEOUT)) {
      line.unsigned(message.timeout());
    }
    fields(message);
    if (message.has(CTA_USE)) {
      line.field("use", message.use());
    }
  }

  private void begin(ConntrackMessage message, LineBuffer out) {
    line.begin(out).named(Protocol.name(message.protocol()), message.protocol());
  }

  private void fields(ConntrackMessage message) {
    int protocol = message.protocol();
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

  /// Known when the kernel keeps time (`nf_conntrack_timestamp`).
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
    long end = stop != 0 ? stop : now.getAsLong() * SECOND;
    if (start != 0 && end != 0) {
      line.field("delta-time", Math.max(0, (end - start) / SECOND));
    }
  }
}
