// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Counters;
import relatd.conntrack.EventType;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.conntrack.Timestamps;
import relatd.conntrack.Tuple;

/// Conntracks as lines: `tcp 6 60 SYN_RECV src=10.1.0.2 dst=10.2.0.2 sport=41100 ...`. A field
/// appears when the record has it.
public final class ConntrackText implements Printer<Conntrack> {
  private final OutputStyle style;

  public ConntrackText(OutputStyle style) {
    this.style = style;
  }

  @Override
  public String opening() {
    return "";
  }

  @Override
  public String closing() {
    return "";
  }

  @Override
  public String entry(Conntrack entry, Instant now) {
    Line line = new Line();
    describe(line, entry, now);
    return line.end();
  }

  @Override
  public String event(EventType type, Conntrack entry, Optional<Origin> origin, Instant now) {
    Line line = new Line();
    if (style.has(OutputOption.TIMESTAMP)) {
      line.time(now);
    }
    describe(line.event(type), entry, now);
    return line.end(origin);
  }

  private void describe(Line line, Conntrack entry, Instant now) {
    if (style.has(OutputOption.EXTENDED)) {
      Family family = entry.family();
      line.named(family == Family.INET ? "ipv4" : "ipv6", family.number());
    }
    line.named(Protocol.name(entry.protocol()), entry.protocol());
    entry.timeout().ifPresent(line::unsigned);
    entry.protocolInfo().map(ProtocolInfo::stateName).ifPresent(line::word);
    direction(line, entry.original(), "zone-orig", entry.originalCounters());
    if (entry.status().isPresent() && !entry.hasStatus(Status.SEEN_REPLY)) {
      line.word("[UNREPLIED]");
    }
    direction(line, entry.reply(), "zone-reply", entry.replyCounters());
    state(line, entry);
    entry.mark().ifPresent(v -> line.field("mark", v));
    entry.securityContext().ifPresent(v -> line.field("secctx", v));
    entry.zone().ifPresent(v -> line.field("zone", v));
    entry.timestamps().ifPresent(v -> timestamps(line, v, now));
    entry.helper().map(AttachedHelper::name).ifPresent(v -> line.field("helper", v));
    entry.use().ifPresent(v -> line.field("use", v));
    if (style.has(OutputOption.ID)) {
      entry.id().ifPresent(v -> line.field("id", v));
    }
    if (style.has(OutputOption.LABELS)) {
      labels(line, entry);
    }
  }

  private static void direction(
      Line line, Tuple tuple, String zoneName, Optional<Counters> counters) {
    line.tuple("", tuple);
    if (tuple.zone() != 0) {
      line.field(zoneName, tuple.zone());
    }
    counters.ifPresent(v -> line.field("packets", v.packets()).field("bytes", v.bytes()));
  }

  /// One of three: an offloaded connection is not shown as assured.
  private static void state(Line line, Conntrack entry) {
    if (entry.hasStatus(Status.HW_OFFLOAD)) {
      line.word("[HW_OFFLOAD]");
    } else if (entry.hasStatus(Status.OFFLOAD)) {
      line.word("[OFFLOAD]");
    } else if (entry.hasStatus(Status.ASSURED)) {
      line.word("[ASSURED]");
    }
  }

  private void timestamps(Line line, Timestamps timestamps, Instant now) {
    Times.age(timestamps, now).ifPresent(v -> line.field("delta-time", v));
    if (style.has(OutputOption.KTIMESTAMP)) {
      bracket(line, "start", timestamps.start());
      bracket(line, "stop", timestamps.stop());
    }
  }

  private void bracket(Line line, String name, OptionalLong nanos) {
    nanos.ifPresent(v -> line.word("[" + name + "=" + Times.ctime(v, style.zone()) + "]"));
  }

  /// With none of the set bits named, the C tool leaves the bare word.
  private void labels(Line line, Conntrack entry) {
    entry
        .labels()
        .filter(v -> !v.isEmpty())
        .map(style.labels()::of)
        .ifPresent(
            names -> line.word(names.isEmpty() ? "labels" : "labels=" + String.join(",", names)));
  }
}
