// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static relatd.ctnetlink.Cta.*;

import java.time.Instant;
import relatd.conntrack.Labels;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Timestamps;
import relatd.ctnetlink.ConntrackFilter;
import relatd.ctnetlink.ConntrackMessage;
import relatd.netlink.Attributes;

/// Which entries a command means: all that was given has to hold. Works on the message, so that
/// what is passed over costs no object.
///
/// Better than 1.4.7: everything that can be given is compared (GRE keys, verification tags,
/// security marks, negated status words, a timeout alone).
final class Selection {
  private static final long SECOND = 1_000_000_000L;

  private final CommandLine line;
  private final boolean changes;
  private final TupleSelection original;
  private final TupleSelection reply;
  private final TupleSelection master;
  private final NatSelection nat;
  private final Attributes walker = new Attributes();
  private final long now;

  private Selection(CommandLine line, long nowNanos) {
    this.line = line;
    // With -U these are what is set, not what is looked for.
    this.changes = line.command == Command.UPDATE;
    original = TupleSelection.original(line);
    reply = TupleSelection.reply(line);
    master =
        line.masterSource == null && line.masterDestination == null
            ? null
            : TupleSelection.master(line);
    nat = NatSelection.of(line);
    now = nowNanos;
  }

  /// @param now what ages are counted from
  static Selection of(CommandLine line, Instant now) {
    return new Selection(line, now.getEpochSecond() * SECOND + now.getNano());
  }

  /// What the kernel can leave out by itself.
  ConntrackFilter kernelFilter() {
    ConntrackFilter filter =
        line.family == null ? ConntrackFilter.ALL : ConntrackFilter.of(line.family);
    if (line.mark != null && !changes) {
      filter = filter.withMark(line.mark.value(), line.mark.mask());
    }
    if (line.status != null && !changes && line.status.mask() != 0) {
      filter = filter.withStatus(line.status.set(), line.status.mask());
    }
    return filter;
  }

  boolean matches(ConntrackMessage entry) {
    return (line.family == null || entry.family() == line.family)
        && (line.protocol < 0 || entry.protocol() == line.protocol)
        && original.matches(entry.original())
        && reply.matches(entry.reply())
        && (changes || matchesValues(entry))
        && matchesZones(entry)
        && (!line.has(Option.ID) || entry.id() == line.id)
        && (line.labels.isEmpty() || hasLabels(entry))
        && nat.matches(entry)
        && matchesMore(entry);
  }

  private boolean matchesValues(ConntrackMessage entry) {
    return (line.mark == null || line.mark.matches(entry.mark()))
        && (line.status == null || line.status.matches(entry.status()))
        && (!line.has(Option.TIMEOUT) || entry.timeout() == line.timeout)
        && (!line.has(ProtocolOption.STATE)
            || entry.protocolState() == line.value(ProtocolOption.STATE))
        && (!line.has(Option.SECMARK) || securityMark(entry) == line.secmark);
  }

  private boolean matchesZones(ConntrackMessage entry) {
    return (!line.has(Option.ZONE) || entry.zone() == line.zone)
        && (!line.has(Option.ORIG_ZONE) || entry.original().zone() == line.originalZone)
        && (!line.has(Option.REPLY_ZONE) || entry.reply().zone() == line.replyZone);
  }

  /// Kernels send the mark's name in its place: then no number is right.
  private int securityMark(ConntrackMessage entry) {
    if (entry.seek(CTA_SECMARK, walker)) {
      return walker.u32();
    }
    return entry.has(CTA_SECCTX) ? ~line.secmark : 0;
  }

  private boolean hasLabels(ConntrackMessage entry) {
    if (!entry.seek(CTA_LABELS, walker)) {
      return false;
    }
    Labels labels = entry.toConntrack().labels().orElse(Labels.NONE);
    return (labels.low() & line.labels.low()) == line.labels.low()
        && (labels.high() & line.labels.high()) == line.labels.high();
  }

  private boolean matchesMore(ConntrackMessage entry) {
    long timeout = Integer.toUnsignedLong(entry.timeout());
    return (line.helper == null || entry.helperNameEquals(line.helper))
        && (!line.has(Option.TIMEOUT_MIN) || timeout >= line.timeoutMin)
        && (!line.has(Option.TIMEOUT_MAX) || timeout <= line.timeoutMax)
        && (master == null || entry.hasMaster() && master.matches(entry.master()))
        && (!hasTags() || matchesTags(entry))
        && (!line.has(Option.AGE_MIN) && !line.has(Option.AGE_MAX) || matchesAge(entry));
  }

  private boolean hasTags() {
    return line.has(ProtocolOption.ORIGINAL_TAG) || line.has(ProtocolOption.REPLY_TAG);
  }

  private boolean matchesTags(ConntrackMessage entry) {
    return entry.toConntrack().protocolInfo().orElse(null) instanceof ProtocolInfo.Sctp sctp
        && (!line.has(ProtocolOption.ORIGINAL_TAG)
            || sctp.originalTag().orElse(0) == line.value(ProtocolOption.ORIGINAL_TAG))
        && (!line.has(ProtocolOption.REPLY_TAG)
            || sctp.replyTag().orElse(0) == line.value(ProtocolOption.REPLY_TAG));
  }

  /// An entry without a start time (net.netfilter.nf_conntrack_timestamp=0) has no age.
  private boolean matchesAge(ConntrackMessage entry) {
    if (!entry.has(CTA_TIMESTAMP)) {
      return false;
    }
    Timestamps times = entry.toConntrack().timestamps().orElseThrow();
    if (times.start().isEmpty()) {
      return false;
    }
    long age = (times.stop().orElse(now) - times.start().getAsLong()) / SECOND;
    return (!line.has(Option.AGE_MIN) || age >= line.ageMin)
        && (!line.has(Option.AGE_MAX) || age <= line.ageMax);
  }
}
