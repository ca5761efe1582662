// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

/// A word of the file and where it begins.
///
/// @param line from 1
/// @param column characters from 1
record Token(Kind kind, String text, int line, int column) {

  enum Kind {
    /// One of [Keywords], exactly as spelled there.
    KEYWORD,
    TRUE,
    FALSE,
    NUMBER,
    /// A number with a sign; only `Nice` takes it.
    SIGNED,
    /// Something of the shape of an IPv4 or IPv6 address or network; not checked yet.
    ADDRESS,
    PATH,
    /// `alarm`, `ftfw`, `notrack` or an old name of theirs, any case.
    MODE,
    STRING,
    OPEN,
    CLOSE,
    /// A character that begins no word.
    OTHER,
    END
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  /// A word that may begin a clause.
  boolean isName() {
    return kind == Kind.KEYWORD || kind == Kind.STRING;
  }

  /// The value as C's `atoi` stored in 32 bits gives it, which wraps without a word.
  int atoi() {
    return (int) asLong();
  }

  /// The value, no more than [Long#MAX_VALUE].
  long asLong() {
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (value > (Long.MAX_VALUE - digit) / 10) {
        return Long.MAX_VALUE;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
