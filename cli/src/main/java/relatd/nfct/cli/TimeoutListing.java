// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

import java.util.List;
import java.util.Locale;
import relatd.conntrack.Protocol;
import relatd.cttimeout.CtTimeout;
import relatd.cttimeout.CtTimeout.StateTimeout;
import relatd.cttimeout.TimeoutStates;
import relatd.text.JsonObject;
import relatd.text.JsonParts;

/// Timeout policies in the layout of nfct 1.4.7, and as JSON (docs/schema/cttimeout.json).
final class TimeoutListing {
  /// Newer than nfct 1.4.7, whose layout stays without it.
  private static final String UNKNOWN_TO_NFCT = "HEARTBEAT_SENT";

  private TimeoutListing() {}

  /// Defaults have no name, and their block no first line.
  static String text(List<CtTimeout> timeouts) {
    StringBuilder text = new StringBuilder();
    for (CtTimeout timeout : timeouts) {
      if (!timeout.name().isEmpty()) {
        text.append('.').append(timeout.name()).append(" = {\n");
      }
      text.append("\t.l3proto = ").append(timeout.family().number()).append(",\n");
      text.append("\t.l4proto = ").append(timeout.protocol()).append(",\n");
      text.append("\t.policy = {\n");
      for (StateTimeout value : timeout.values()) {
        String state = state(timeout, value);
        if (!state.isEmpty() && !state.equals(UNKNOWN_TO_NFCT)) {
          text.append("\t\t.").append(state).append(" = ");
          text.append(Integer.toUnsignedString(value.seconds())).append(",\n");
        }
      }
      text.append("\t},\n};\n");
    }
    return text.toString();
  }

  static String json(List<CtTimeout> timeouts) {
    StringBuilder lines = new StringBuilder();
    for (CtTimeout timeout : timeouts) {
      JsonObject json = JsonParts.begin("cttimeout");
      json.put("default", timeout.name().isEmpty());
      if (!timeout.name().isEmpty()) {
        json.put("name", timeout.name());
      }
      boolean generic = timeout.protocol() == TimeoutStates.GENERIC;
      String protocol = generic ? "generic" : Protocol.name(timeout.protocol());
      JsonParts.protocol(json, timeout.family(), protocol, timeout.protocol());
      json.beginObject("timeouts");
      for (StateTimeout value : timeout.values()) {
        String state = state(timeout, value);
        if (!state.isEmpty()) {
          json.put(state.toLowerCase(Locale.ROOT), Integer.toUnsignedLong(value.seconds()));
        }
      }
      lines.append(json.endObject()).append('\n');
    }
    return lines.toString();
  }

  /// Empty for a state of a later kernel.
  private static String state(CtTimeout timeout, StateTimeout value) {
    List<String> states = TimeoutStates.of(timeout.protocol());
    int place = value.state() - 1;
    return place >= 0 && place < states.size() ? states.get(place) : "";
  }
}
