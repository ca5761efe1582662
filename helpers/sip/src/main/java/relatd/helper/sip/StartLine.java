// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import relatd.helper.Payload;

/// The line that tells SIP from everything else (RFC 3261, section 7): `METHOD SP URI SP SIP/2.0`
/// or `SIP/2.0 SP code SP text`.
///
/// HTTP has nearly the same form; its requests lack the scheme and the version, so a browser cannot
/// be made to write one at the beginning of a connection.
final class StartLine {
  private static final String VERSION = "SIP/2.0";

  /// No method has a longer name.
  private static final int LONGEST_METHOD = 64;

  private StartLine() {}

  static boolean isResponse(Payload text, int from, int to) {
    return startsWith(text, from, to, VERSION)
        && to - from >= 12
        && text.u8(from + 7) == ' '
        && Chars.skipDigits(text, from + 8, from + 11) == from + 11
        && text.u8(from + 11) == ' ';
  }

  static boolean isRequest(Payload text, int from, int to) {
    int method = Chars.skipToken(text, from, to);
    if (method == from
        || method - from > LONGEST_METHOD
        || method == to
        || text.u8(method) != ' ') {
      return false;
    }
    int uri = method + 1;
    int end = Chars.skipWord(text, uri, to);
    int scheme = afterScheme(text, uri, end);
    return scheme > 0
        && scheme < end
        && end < to
        && text.u8(end) == ' '
        && Chars.is(text, end + 1, to, VERSION);
  }

  /// Whether `[from, to)`, the line's end still missing, may become a start line.
  static boolean mayBecome(Payload text, int from, int to) {
    return mayBecomeResponse(text, from, to) || mayBecomeRequest(text, from, to);
  }

  private static boolean mayBecomeResponse(Payload text, int from, int to) {
    for (int i = from; i < Math.min(to, from + 12); i++) {
      int place = i - from;
      int c = text.u8(i);
      boolean right =
          place < VERSION.length()
              ? isLetter(c, VERSION.charAt(place))
              : place == 7 || place == 11 ? c == ' ' : Chars.isDigit(c);
      if (!right) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayBecomeRequest(Payload text, int from, int to) {
    int method = Chars.skipToken(text, from, to);
    if (method - from > LONGEST_METHOD) {
      return false;
    }
    if (method == to) {
      return true;
    }
    if (method == from || text.u8(method) != ' ') {
      return false;
    }
    int uri = method + 1;
    int end = Chars.skipWord(text, uri, to);
    if (end == to) {
      return mayBecomeScheme(text, uri, to) || afterScheme(text, uri, to) > 0;
    }
    if (afterScheme(text, uri, end) < 0 || text.u8(end) != ' ') {
      return false;
    }
    int known = Math.min(to - end - 1, VERSION.length());
    for (int i = 0; i < known; i++) {
      if (!isLetter(text.u8(end + 1 + i), VERSION.charAt(i))) {
        return false;
      }
    }
    int rest = end + 1 + VERSION.length();
    return rest >= to || rest == to - 1 && text.u8(rest) == Chars.CR;
  }

  /// Position behind `sip:` and its like; -1 when another scheme stands here.
  private static int afterScheme(Payload text, int from, int to) {
    int colon = Chars.find(text, ':', from, Math.min(to, from + 5));
    boolean known =
        colon > 0
            && (Chars.is(text, from, colon, "SIP")
                || Chars.is(text, from, colon, "SIPS")
                || Chars.is(text, from, colon, "TEL")
                || Chars.is(text, from, colon, "URN"));
    return known ? colon + 1 : -1;
  }

  private static boolean mayBecomeScheme(Payload text, int from, int to) {
    return isBeginningOf(text, from, to, "SIPS:")
        || isBeginningOf(text, from, to, "SIP:")
        || isBeginningOf(text, from, to, "TEL:")
        || isBeginningOf(text, from, to, "URN:");
  }

  private static boolean isBeginningOf(Payload text, int from, int to, String word) {
    if (to - from > word.length()) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (!isLetter(text.u8(i), word.charAt(i - from))) {
        return false;
      }
    }
    return true;
  }

  private static boolean startsWith(Payload text, int from, int to, String word) {
    return to - from >= word.length() && text.matchesIgnoreCase(from, word);
  }

  private static boolean isLetter(int c, char upper) {
    return c == upper || upper >= 'A' && upper <= 'Z' && c == (upper | 0x20);
  }
}
