// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

import java.util.List;
import relatd.cthelper.CtHelper;
import relatd.cthelper.CtHelperPolicy;
import relatd.text.JsonObject;
import relatd.text.JsonParts;

/// Helper objects in the layout of nfct 1.4.7, and as JSON (docs/schema/cthelper.json).
final class HelperListing {
  private HelperListing() {}

  static String text(List<CtHelper> helpers) {
    StringBuilder text = new StringBuilder();
    for (CtHelper helper : helpers) {
      text.append("{\n");
      line(text, "name", helper.name());
      line(text, "queuenum", helper.queueNumber());
      line(text, "l3protonum", helper.family().number());
      line(text, "l4protonum", helper.protocol());
      line(text, "priv_data_len", helper.privateDataLength());
      line(text, "status", helper.enabled() ? "enabled" : "disabled");
      text.append("};\n");
    }
    return text.toString();
  }

  static String json(List<CtHelper> helpers) {
    StringBuilder lines = new StringBuilder();
    for (CtHelper helper : helpers) {
      JsonObject json = JsonParts.begin("cthelper").put("name", helper.name());
      JsonParts.protocol(json, helper.family(), helper.protocol());
      json.put("queue", helper.queueNumber());
      json.put("private_bytes", helper.privateDataLength());
      json.put("enabled", helper.enabled());
      json.beginArray("policies");
      for (CtHelperPolicy policy : helper.policies()) {
        json.beginElement().put("name", policy.name()).put("expect_max", policy.expectMax());
        json.put("expect_timeout", policy.expectTimeout().toSeconds()).endObject();
      }
      lines.append(json.endArray()).append('\n');
    }
    return lines.toString();
  }

  private static void line(StringBuilder text, String field, Object value) {
    text.append("\t.").append(field).append(" = ").append(value).append(",\n");
  }
}
