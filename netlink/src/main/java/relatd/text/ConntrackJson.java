// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import relatd.conntrack.AttachedHelper;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Counters;
import relatd.conntrack.EventType;
import relatd.conntrack.Labels;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.SequenceAdjustment;
import relatd.conntrack.Status;
import relatd.conntrack.Timestamps;
import relatd.conntrack.Tuple;

/// Conntracks as JSON, one object a line; the names are a promise (docs/schema/conntrack.json).
public final class ConntrackJson implements Printer<Conntrack> {
  private static final String[] STATUS = {
    "EXPECTED", "SEEN_REPLY", "ASSURED", "CONFIRMED", "SRC_NAT", "DST_NAT", "SEQ_ADJUST",
    "SRC_NAT_DONE", "DST_NAT_DONE", "DYING", "FIXED_TIMEOUT", "TEMPLATE", "UNTRACKED", "HELPER",
    "OFFLOAD", "HW_OFFLOAD",
  };

  private final LabelNames labels;

  /// @param labels names of label bits; bits without one are given by number alone
  public ConntrackJson(LabelNames labels) {
    this.labels = labels;
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
    JsonObject json = JsonParts.begin("conntrack");
    describe(json, entry, now);
    return json.toString();
  }

  @Override
  public String event(EventType type, Conntrack entry, Optional<Origin> origin, Instant now) {
    JsonObject json = JsonParts.begin("conntrack");
    Instant when =
        entry.eventTime().isPresent() ? JsonParts.instant(entry.eventTime().getAsLong()) : now;
    JsonParts.event(json, type, origin, when);
    describe(json, entry, now);
    return json.toString();
  }

  private void describe(JsonObject json, Conntrack entry, Instant now) {
    JsonParts.protocol(json, entry.original());
    unsigned(json, "timeout", entry.timeout());
    entry.protocolInfo().ifPresent(info -> protocolInfo(json, info));
    direction(json, "original", entry.original(), entry.originalCounters());
    direction(json, "reply", entry.reply(), entry.replyCounters());
    entry.status().ifPresent(bits -> status(json, bits));
    nat(json, entry);
    unsigned(json, "mark", entry.mark());
    entry.securityContext().ifPresent(v -> json.put("security_context", v));
    unsigned(json, "zone", entry.zone());
    entry.timestamps().ifPresent(v -> times(json, v, now));
    entry.helper().map(AttachedHelper::name).ifPresent(v -> json.put("helper", v));
    entry.master().ifPresent(v -> JsonParts.master(json, v));
    adjustments(json, entry);
    entry.labels().filter(v -> !v.isEmpty()).ifPresent(v -> labels(json, v));
    unsigned(json, "use", entry.use());
    unsigned(json, "id", entry.id());
  }

  private static void unsigned(JsonObject json, String name, OptionalInt value) {
    value.ifPresent(v -> json.put(name, Integer.toUnsignedLong(v)));
  }

  private static void protocolInfo(JsonObject json, ProtocolInfo info) {
    json.put("state", info.stateName());
    if (info instanceof ProtocolInfo.Tcp tcp
        && tcp.originalScale().isPresent()
        && tcp.replyScale().isPresent()) {
      json.beginObject("window_scale").put("original", tcp.originalScale().getAsInt());
      json.put("reply", tcp.replyScale().getAsInt()).endObject();
    }
    if (info instanceof ProtocolInfo.Sctp sctp) {
      unsigned(json, "orig_vtag", sctp.originalTag());
      unsigned(json, "reply_vtag", sctp.replyTag());
    }
    if (info instanceof ProtocolInfo.Dccp dccp && dccp.role().isPresent()) {
      boolean client = dccp.role().getAsInt() == ProtocolInfo.Dccp.CLIENT;
      json.put("role", client ? "client" : "server");
    }
  }

  private static void direction(
      JsonObject json, String name, Tuple tuple, Optional<Counters> counters) {
    JsonParts.tuple(json, name, tuple);
    if (tuple.zone() != 0) {
      json.put("zone", tuple.zone());
    }
    counters.ifPresent(v -> json.put("packets", v.packets()).put("bytes", v.bytes()));
    json.endObject();
  }

  private static void status(JsonObject json, int bits) {
    json.beginArray("status");
    for (int i = 0; i < STATUS.length; i++) {
      if ((bits >>> i & 1) != 0) {
        json.element(STATUS[i]);
      }
    }
    json.endArray();
  }

  /// What each translation makes of an end, where there is one.
  private static void nat(JsonObject json, Conntrack entry) {
    boolean source = entry.hasStatus(Status.SRC_NAT);
    boolean destination = entry.hasStatus(Status.DST_NAT);
    if (!source && !destination) {
      return;
    }
    json.beginObject("nat");
    if (source) {
      JsonParts.endpoint(json, "source", entry.reply(), true);
    }
    if (destination) {
      JsonParts.endpoint(json, "destination", entry.reply(), false);
    }
    json.endObject();
  }

  private static void adjustments(JsonObject json, Conntrack entry) {
    if (entry.originalAdjustment().isPresent() && entry.replyAdjustment().isPresent()) {
      json.beginObject("seqadj");
      adjustment(json, "original", entry.originalAdjustment().get());
      adjustment(json, "reply", entry.replyAdjustment().get());
      json.endObject();
    }
  }

  private static void adjustment(JsonObject json, String name, SequenceAdjustment shift) {
    json.beginObject(name).put("position", Integer.toUnsignedLong(shift.position()));
    json.put("before", shift.before()).put("after", shift.after()).endObject();
  }

  private static void times(JsonObject json, Timestamps times, Instant now) {
    times.start().ifPresent(v -> json.put("start", JsonParts.instant(v).toString()));
    times.stop().ifPresent(v -> json.put("stop", JsonParts.instant(v).toString()));
    Times.age(times, now).ifPresent(v -> json.put("age", v));
  }

  private void labels(JsonObject json, Labels set) {
    json.beginArray("labels");
    for (int bit = 0; bit < Labels.BITS; bit++) {
      if (set.isSet(bit)) {
        json.beginElement().put("bit", bit);
        labels.name(bit).ifPresent(name -> json.put("name", name));
        json.endObject();
      }
    }
    json.endArray();
  }
}
