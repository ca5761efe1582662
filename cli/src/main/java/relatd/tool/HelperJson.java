// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import java.util.List;
import relatd.conntrack.Family;
import relatd.helper.Helper;
import relatd.helper.Policy;
import relatd.helper.Transport;
import relatd.helper.engine.AttachedType;
import relatd.text.JsonObject;
import relatd.text.JsonParts;

/// An installed helper as a line of JSON (docs/schema/helper.json).
final class HelperJson {
  private HelperJson() {}

  /// @param attached types of a configuration, of any helper
  static String line(Helper helper, List<AttachedType> attached) {
    JsonObject json = JsonParts.begin("helper").put("name", helper.name());
    json.beginArray("transports");
    helper.transports().stream().map(Transport::text).sorted().forEach(json::element);
    json.endArray().beginArray("ports");
    helper.ports().stream().sorted().forEach(port -> json.element(port.longValue()));
    json.endArray();
    policies(json, helper.policies());
    json.beginArray("attached");
    for (AttachedType type : attached) {
      if (type.name().equals(helper.name())) {
        json.beginElement();
        json.put("family", type.family() == Family.INET ? "ipv4" : "ipv6");
        json.put("transport", type.transport().text()).put("queue", type.queueNumber());
        json.beginArray("ports");
        type.configured().ports().forEach(port -> json.element(port.longValue()));
        json.endArray();
        policies(json, type.configured().policies());
        json.endObject();
      }
    }
    return json.endArray().toString();
  }

  private static void policies(JsonObject json, List<Policy> policies) {
    json.beginArray("policies");
    for (Policy policy : policies) {
      json.beginElement().put("name", policy.name()).put("expect_max", policy.expectMax());
      json.put("expect_timeout", policy.expectTimeout()).endObject();
    }
    json.endArray();
  }
}
