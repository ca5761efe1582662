// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

import java.util.List;
import relatd.cthelper.CtHelper;

/// Helper objects in the layout of nfct 1.4.7.
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

  private static void line(StringBuilder text, String field, Object value) {
    text.append("\t.").append(field).append(" = ").append(value).append(",\n");
  }
}
