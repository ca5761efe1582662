// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import relatd.helper.Payload;

/// Values of header fields that lists, quotes, angle brackets and parameters structure (RFC 3261,
/// section 7.3.1).
final class Params {
  private Params() {}

  /// Where the first value of a comma-separated list ends.
  static int valueEnd(Payload text, int from, int to) {
    return next(text, from, to, ',');
  }

  /// Where the parameters of a name-addr, an addr-spec or a Via value begin: at the first semicolon
  /// outside of quotes and angle brackets.
  static int begin(Payload text, int from, int to) {
    return next(text, from, to, ';');
  }

  /// Where the value of a parameter begins; -1 when it is not there. One without a value begins
  /// behind its name.
  ///
  /// @param from at the first semicolon
  /// @param upper its name in upper case
  static int find(Payload text, int from, int to, String upper) {
    int at = from;
    while (at < to) {
      int name = Chars.skipBlanks(text, at + 1, to);
      int nameEnd = Chars.skipToken(text, name, to);
      int equals = Chars.skipBlanks(text, nameEnd, to);
      if (Chars.is(text, name, nameEnd, upper)) {
        boolean valued = equals < to && text.u8(equals) == '=';
        return valued ? Chars.skipBlanks(text, equals + 1, to) : nameEnd;
      }
      at = next(text, name, to, ';');
    }
    return -1;
  }

  /// Where a parameter's value ends.
  static int end(Payload text, int from, int to) {
    int at = from;
    while (at < to && ";,>".indexOf(text.u8(at)) < 0 && !Chars.isBlank(text.u8(at))) {
      at++;
    }
    return at;
  }

  /// The first such character outside of quotes and angle brackets; `to` when there is none.
  private static int next(Payload text, int from, int to, int wanted) {
    boolean quoted = false;
    boolean bracketed = false;
    for (int i = from; i < to; i++) {
      int c = text.u8(i);
      if (quoted) {
        i += c == '\\' ? 1 : 0;
        quoted = c != '"';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '<' || c == '>') {
        bracketed = c == '<';
      } else if (c == wanted && !bracketed) {
        return i;
      }
    }
    return to;
  }
}
