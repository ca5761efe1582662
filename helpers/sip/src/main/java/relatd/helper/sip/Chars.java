// SPDX-License-Identifier: Apache-2.0
package relatd.helper.sip;

import java.util.Optional;
import relatd.conntrack.Address;
import relatd.helper.Payload;

/// Characters and words of RFC 3261, section 25.1. Positions count from the payload's first byte;
/// `to` is always behind the last.
final class Chars {
  static final int CR = '\r';
  static final int LF = '\n';

  private static final int LONGEST_ADDRESS = 45;

  private Chars() {}

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /// Blanks, and the line ends of folded header lines.
  static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == CR || c == LF;
  }

  static boolean isToken(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || isDigit(c)
        || "-.!%*_+`'~".indexOf(c) >= 0;
  }

  static int skipBlanks(Payload text, int from, int to) {
    int at = from;
    while (at < to && isBlank(text.u8(at))) {
      at++;
    }
    return at;
  }

  /// Where the text ends when blanks at its end do not count.
  static int trimEnd(Payload text, int from, int to) {
    int at = to;
    while (at > from && isBlank(text.u8(at - 1))) {
      at--;
    }
    return at;
  }

  static int skipDigits(Payload text, int from, int to) {
    int at = from;
    while (at < to && isDigit(text.u8(at))) {
      at++;
    }
    return at;
  }

  static int skipToken(Payload text, int from, int to) {
    int at = from;
    while (at < to && isToken(text.u8(at))) {
      at++;
    }
    return at;
  }

  /// The word up to the next blank.
  static int skipWord(Payload text, int from, int to) {
    int at = from;
    while (at < to && !isBlank(text.u8(at))) {
      at++;
    }
    return at;
  }

  /// The number that is all of `[from, to)`; -1 when there is none, it has another character or is
  /// larger than `largest`.
  static long number(Payload text, int from, int to, long largest) {
    if (from >= to || to - from > 10) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int c = text.u8(i);
      if (!isDigit(c)) {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value > largest ? -1 : value;
  }

  /// Whether `[from, to)` is this word in letters of any case. The word is given in upper case.
  static boolean is(Payload text, int from, int to, String word) {
    return to - from == word.length() && text.matchesIgnoreCase(from, word);
  }

  /// Whether `[from, to)` is exactly this text.
  static boolean equal(Payload text, int from, int to, String other) {
    return to - from == other.length() && text.matches(from, other);
  }

  /// Position of a character in `[from, to)`; -1 when it is not there.
  static int find(Payload text, int c, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.u8(i) == c) {
        return i;
      }
    }
    return -1;
  }

  static int hash(Payload text, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + text.u8(i);
    }
    return hash;
  }

  /// An address, IPv6 with or without brackets; empty for a host name.
  static Optional<Address> address(Payload text, int from, int to) {
    boolean brackets = to - from > 2 && text.u8(from) == '[' && text.u8(to - 1) == ']';
    int start = brackets ? from + 1 : from;
    int end = brackets ? to - 1 : to;
    return start >= end || end - start > LONGEST_ADDRESS
        ? Optional.empty()
        : Address.parse(text.text(start, end));
  }
}
