// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import relatd.conntrack.Endpoint;
import relatd.helper.dispatch.ExpectationText;

/// One line a person reads: `12 REPLY expect ftp tcp 10.0.0.2:* -> 10.0.1.2:41739 class 0 timeout
/// 300`.
public final class EventText {
  private EventText() {}

  public static String line(ReplayEvent event) {
    StringBuilder line = new StringBuilder();
    line.append(event.frame()).append(' ').append(event.direction()).append(' ');
    line.append(event.kind().text()).append(' ').append(event.helper());
    event
        .expectation()
        .ifPresent(expectation -> line.append(' ').append(ExpectationText.of(expectation)));
    if (!event.reason().isEmpty()) {
      line.append(' ').append(printable(event.reason()));
    }
    return line.toString();
  }

  /// Foreign text with what would disturb a terminal written as `\xNN`.
  private static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      out.append(printable(text.charAt(i)));
    }
    return out.toString();
  }

  static String printable(char c) {
    return c < ' ' || c > '~' ? String.format("\\x%02x", (int) c) : String.valueOf(c);
  }

  /// `10.0.0.1:21`, for messages.
  static String endpoint(Endpoint endpoint) {
    return endpoint.toString();
  }
}
