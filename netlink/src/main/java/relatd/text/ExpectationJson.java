// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.time.Instant;
import java.util.Optional;
import relatd.conntrack.Direction;
import relatd.conntrack.EventType;
import relatd.conntrack.Expectation;

/// Expectations as JSON, one object a line; the names are a promise (docs/schema/expectation.json).
public final class ExpectationJson implements Printer<Expectation> {

  public ExpectationJson() {}

  @Override
  public String opening() {
    return "";
  }

  @Override
  public String closing() {
    return "";
  }

  @Override
  public String entry(Expectation entry, Instant now) {
    JsonObject json = JsonParts.begin("expectation");
    describe(json, entry);
    return json.toString();
  }

  @Override
  public String event(EventType type, Expectation entry, Optional<Origin> origin, Instant now) {
    JsonObject json = JsonParts.begin("expectation");
    JsonParts.event(json, type, origin, now);
    describe(json, entry);
    return json.toString();
  }

  private static void describe(JsonObject json, Expectation entry) {
    JsonParts.protocol(json, entry.tuple());
    json.put("timeout", Integer.toUnsignedLong(entry.timeout()));
    JsonParts.tuple(json, "expected", entry.tuple()).endObject();
    JsonParts.tuple(json, "mask", entry.mask().asTuple(entry.tuple())).endObject();
    JsonParts.master(json, entry.master());
    json.put("class", Integer.toUnsignedLong(entry.policyClass()));
    if (!entry.helper().isEmpty()) {
      json.put("helper", entry.helper());
    }
    if (!entry.function().isEmpty()) {
      json.put("function", entry.function());
    }
    json.beginArray("flags");
    ExpectationText.flags(entry).forEach(json::element);
    json.endArray();
    entry
        .nat()
        .ifPresent(nat ->
            json.beginObject("nat")
                .put("direction", nat.direction() == Direction.ORIGINAL ? "original" : "reply")
                .put("addr", nat.saved().address().toString())
                .put("port", nat.saved().port())
                .endObject());
    if (entry.zone() != 0) {
      json.put("zone", entry.zone());
    }
    json.put("id", Integer.toUnsignedLong(entry.id()));
  }
}
