// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rtsp;

import relatd.helper.Payload;
import relatd.helper.TextMessages;

/// Lines of RTSP: which may begin a message, and what a field Session names.
final class RtspLine {
  private static final int LONGEST_SESSION = 128;
  private static final String TIMEOUT = "timeout=";
  private static final int DEFAULT_TIMEOUT = 60;
  private static final int LONGEST_TIMEOUT = 86_400;
  private static final String[] METHODS = {
    "OPTIONS",
    "DESCRIBE",
    "ANNOUNCE",
    "SETUP",
    "PLAY",
    "PAUSE",
    "RECORD",
    "REDIRECT",
    "TEARDOWN",
    "GET_PARAMETER",
    "SET_PARAMETER",
    "PLAY_NOTIFY"
  };

  private RtspLine() {}

  /// A request line of either side, or a status line (RFC 2326, sections 6.1 and 7.1).
  static boolean begins(Payload payload, int from, int to) {
    if (isVersion(payload, from)) {
      return to - from >= 12
          && payload.u8(from + 8) == ' '
          && payload.decimal(from + 9, from + 12, 999) > 0;
    }
    int end = payload.indexOf(' ', from);
    int version = to - "RTSP/1.0".length();
    if (end < 0 || end >= version || !isVersion(payload, version)) {
      return false;
    }
    for (String method : METHODS) {
      if (end - from == method.length() && payload.matches(from, method)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isVersion(Payload payload, int at) {
    return payload.matches(at, "RTSP/1.0") || payload.matches(at, "RTSP/2.0");
  }

  /// The session that a message belongs to, without its timeout; empty when it names none.
  static String session(Payload payload, TextMessages head) {
    if (!head.field("SESSION")) {
      return "";
    }
    int end = payload.indexOf(';', head.valueFrom());
    int to = end < 0 || end > head.valueTo() ? head.valueTo() : end;
    return payload.text(head.valueFrom(), Math.min(to, head.valueFrom() + LONGEST_SESSION));
  }

  /// Seconds of silence after which a server ends the session, from `Session: 1234;timeout=60`; 60
  /// where the field does not say (RFC 2326, section 12.37).
  static int timeout(Payload payload, TextMessages head) {
    if (!head.field("SESSION")) {
      return DEFAULT_TIMEOUT;
    }
    int to = head.valueTo();
    int at = payload.indexOf(';', head.valueFrom());
    while (at >= 0 && at < to) {
      int from = at + 1;
      while (from < to && payload.u8(from) == ' ') {
        from++;
      }
      at = payload.indexOf(';', from);
      if (payload.matches(from, TIMEOUT)) {
        int end = at < 0 || at > to ? to : at;
        int begin = Math.min(from + TIMEOUT.length(), end);
        int seconds = (int) payload.decimal(begin, end, LONGEST_TIMEOUT);
        return seconds > 0 ? seconds : DEFAULT_TIMEOUT;
      }
    }
    return DEFAULT_TIMEOUT;
  }
}
