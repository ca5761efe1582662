// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Counters;
import relatd.conntrack.EventType;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.Status;
import relatd.conntrack.Timestamps;
import relatd.conntrack.Tuple;

/// Conntracks as XML, one `flow` element a line.
///
/// Better than the C tools: states of SCTP and DCCP have their own names and not TCP's, ICMP has
/// its type, code and identifier, offloaded connections are marked, and no `[USERSPACE]` stands
/// behind an element.
public final class ConntrackXml implements Printer<Conntrack> {
  private final OutputStyle style;

  public ConntrackXml(OutputStyle style) {
    this.style = style;
  }

  @Override
  public String opening() {
    return Xml.DECLARATION + "<conntrack>\n";
  }

  @Override
  public String closing() {
    return "</conntrack>\n";
  }

  @Override
  public String entry(Conntrack entry, Instant now) {
    Xml xml = new Xml().open("flow");
    describe(xml, entry, now);
    return finish(xml, entry);
  }

  @Override
  public String event(EventType type, Conntrack entry, Optional<Origin> origin, Instant now) {
    Xml xml = new Xml().raw("<flow type=\"" + type.name().toLowerCase(Locale.ROOT) + "\">");
    describe(xml, entry, now);
    if (style.has(OutputOption.TIMESTAMP)) {
      xml.raw(Times.when(now, style.zone()));
    }
    return finish(xml, entry);
  }

  private static String finish(Xml xml, Conntrack entry) {
    entry.helper().map(AttachedHelper::name).ifPresent(v -> xml.element("helper", v));
    return xml.close("flow").end();
  }

  private void describe(Xml xml, Conntrack entry, Instant now) {
    direction(xml, "original", entry.original(), entry.originalCounters());
    direction(xml, "reply", entry.reply(), entry.replyCounters());
    if (saysMore(entry)) {
      independent(xml, entry, now);
    }
  }

  private static void direction(Xml xml, String name, Tuple tuple, Optional<Counters> counters) {
    xml.raw("<meta direction=\"" + name + "\">");
    xml.layer3(tuple.family()).addresses(tuple).close("layer3");
    xml.layer4(tuple.protocol()).identifiers(tuple).close("layer4");
    if (tuple.zone() != 0) {
      xml.element("zone", tuple.zone());
    }
    counters.ifPresent(v ->
        xml.open("counters")
            .element("packets", v.packets())
            .element("bytes", v.bytes())
            .close("counters"));
    xml.close("meta");
  }

  private static boolean saysMore(Conntrack entry) {
    return entry.protocolInfo().isPresent()
        || entry.timeout().isPresent()
        || entry.mark().isPresent()
        || entry.labels().isPresent()
        || entry.securityContext().isPresent()
        || entry.zone().isPresent()
        || entry.use().isPresent()
        || entry.id().isPresent()
        || entry.status().isPresent()
        || entry.timestamps().isPresent();
  }

  private void independent(Xml xml, Conntrack entry, Instant now) {
    xml.raw("<meta direction=\"independent\">");
    entry.protocolInfo().map(ProtocolInfo::stateName).ifPresent(v -> xml.element("state", v));
    entry.timeout().ifPresent(v -> xml.element("timeout", v));
    entry.mark().ifPresent(v -> xml.element("mark", v));
    if (style.has(OutputOption.LABELS)) {
      labels(xml, entry);
    }
    entry.securityContext().ifPresent(v -> xml.element("secctx", v));
    entry.zone().ifPresent(v -> xml.element("zone", v));
    entry.use().ifPresent(v -> xml.element("use", v));
    entry.id().ifPresent(v -> xml.element("id", v));
    status(xml, entry);
    entry.timestamps().ifPresent(v -> timestamps(xml, v, now));
    xml.close("meta");
  }

  private void labels(Xml xml, Conntrack entry) {
    entry
        .labels()
        .filter(v -> !v.isEmpty())
        .ifPresent(labels -> {
          xml.open("labels");
          style.labels().of(labels).forEach(name -> xml.element("label", name));
          xml.close("labels");
        });
  }

  private static void status(Xml xml, Conntrack entry) {
    if (entry.hasStatus(Status.HW_OFFLOAD)) {
      xml.empty("hw-offload");
    } else if (entry.hasStatus(Status.OFFLOAD)) {
      xml.empty("offload");
    }
    if (entry.hasStatus(Status.ASSURED)) {
      xml.empty("assured");
    }
    if (entry.status().isPresent() && !entry.hasStatus(Status.SEEN_REPLY)) {
      xml.empty("unreplied");
    }
  }

  private void timestamps(Xml xml, Timestamps timestamps, Instant now) {
    if (style.has(OutputOption.KTIMESTAMP)) {
      xml.open("timestamp");
      timestamps.start().ifPresent(v -> xml.element("start", v));
      timestamps.stop().ifPresent(v -> xml.element("stop", v));
      xml.close("timestamp");
    }
    Times.age(timestamps, now).ifPresent(v -> xml.element("deltatime", v));
  }
}
