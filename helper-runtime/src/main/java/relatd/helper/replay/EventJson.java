// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import relatd.conntrack.Expectation;
import relatd.conntrack.Protocol;
import relatd.helper.dispatch.ExpectationText;
import relatd.text.JsonObject;
import relatd.text.JsonParts;

/// One JSON object per event; the names are a promise (docs/replay.md, docs/schema/replay.json).
public final class EventJson {
  private EventJson() {}

  public static String line(ReplayEvent event) {
    JsonObject json =
        JsonParts.begin("replay")
            .put("frame", event.frame())
            .put("event", event.kind().text())
            .put("helper", event.helper());
    event.expectation().ifPresent(expectation -> expectation(json, expectation));
    if (!event.reason().isEmpty()) {
      json.put("reason", event.reason());
    }
    return json.toString();
  }

  private static void expectation(JsonObject json, Expectation expectation) {
    String source = ExpectationText.network(expectation.tuple().source(), expectation.mask());
    json.put("proto", Protocol.name(expectation.tuple().protocol()));
    json.putOrNull("src", source.equals("*") ? null : source);
    putPort(json, "sport", expectation.mask().sourcePort() == 0, expectation.tuple().sourcePort());
    json.put("dst", expectation.tuple().destination().toString());
    putPort(
        json,
        "dport",
        !Protocol.hasPorts(expectation.tuple().protocol()),
        expectation.tuple().destinationPort());
    json.put("class", expectation.policyClass());
    json.beginArray("flags");
    if (expectation.isPermanent()) {
      json.element("PERMANENT");
    }
    if ((expectation.flags() & Expectation.INACTIVE) != 0) {
      json.element("INACTIVE");
    }
    json.endArray();
    json.put("timeout", expectation.timeout());
    expectation
        .nat()
        .ifPresent(nat ->
            json.beginObject("nat")
                .put("dir", nat.direction().number())
                .put("addr", nat.saved().address().toString())
                .put("port", nat.saved().port())
                .put("fn", expectation.function())
                .endObject());
  }

  private static void putPort(JsonObject json, String name, boolean any, int port) {
    if (any) {
      json.putOrNull(name, null);
    } else {
      json.put(name, port);
    }
  }
}
