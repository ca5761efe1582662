// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import relatd.conf.Token.Kind;

/// Cuts the text into tokens. The longest match wins; between equally long ones a keyword goes
/// before a boolean, a number, an address, a mode and last a name: `abcd` is an address, `abcde` a
/// name. A path runs to the next blank, newline or double quote and swallows braces and `#`.
final class Lexer {

  private final String text;
  private final ProblemLog problems;
  private final AddressShape addresses;
  private int at;
  private int line = 1;
  private int lineStart;

  Lexer(String text, ProblemLog problems) {
    this.text = text;
    this.problems = problems;
    this.addresses = new AddressShape(text);
    if (text.startsWith("\ufeff")) {
      at = 1;
      lineStart = 1;
      problems.advice(
          new Token(Kind.OTHER, "", 1, 1),
          "the file begins with a byte order mark, which conntrackd takes for the end of the file");
    }
  }

  /// The next token; [Kind#END] for ever once the text is used up.
  Token next() {
    skipBlanksAndComments();
    if (at == text.length()) {
      return new Token(Kind.END, "", line, column());
    }
    char first = text.charAt(at);
    return switch (first) {
      case '{' -> take(Kind.OPEN, 1);
      case '}' -> take(Kind.CLOSE, 1);
      case '/' -> path();
      case '+', '-' -> digitsFrom(at + 1) > at + 1 ? signed() : other();
      default -> word(first);
    };
  }

  private void skipBlanksAndComments() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == '\n') {
        at++;
        line++;
        lineStart = at;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else {
        return;
      }
    }
  }

  private Token word(char first) {
    int name = isLetter(first) ? nameLength() : 0;
    int number = digitsFrom(at) - at;
    int address = addresses.lengthAt(at);
    if (name > 0 && name >= address) {
      Kind kind = kindOfName(text.substring(at, at + name));
      if (kind != Kind.STRING || name > address) {
        return announced(take(kind, name));
      }
    }
    if (number > 0 && number >= address) {
      return take(Kind.NUMBER, number);
    }
    return address > 0 ? take(Kind.ADDRESS, address) : other();
  }

  private static Kind kindOfName(String name) {
    if (Keywords.ALL.contains(name)) {
      return Kind.KEYWORD;
    }
    if (name.length() > "persistent".length()) {
      return Kind.STRING;
    }
    return switch (name.toLowerCase(java.util.Locale.ROOT)) {
      case "on", "yes" -> Kind.TRUE;
      case "off", "no" -> Kind.FALSE;
      case "alarm", "ftfw", "notrack", "nack" -> Kind.MODE;
      // Any case but for the last letter: conntrackd knows `PERSISTENT`, not `persistent`.
      case "persistent" -> name.endsWith("T") ? Kind.MODE : Kind.STRING;
      default -> Kind.STRING;
    };
  }

  /// Old mode names are reported wherever they stand, as soon as they are read.
  private Token announced(Token token) {
    if (token.is(Kind.MODE) && token.text().equalsIgnoreCase("nack")) {
      problems.warning(
          token,
          "the mode is called FTFW now",
          "Now `nack' mode is called `ftfw'. Please, update your conntrackd.conf file.\n");
    } else if (token.is(Kind.MODE) && token.text().equalsIgnoreCase("persistent")) {
      problems.warning(
          token,
          "the mode is called ALARM now",
          "Now `persistent' mode is called `alarm'. Please, update your conntrackd.conf file.");
    }
    return token;
  }

  private Token path() {
    int end = at;
    while (end < text.length() && !endsPath(text.charAt(end))) {
      end++;
    }
    int trimmed = end;
    while (text.charAt(trimmed - 1) == '\r') {
      trimmed--;
    }
    Token token = take(Kind.PATH, trimmed - at);
    if (trimmed < end) {
      problems.advice(
          token, "a carriage return follows the path; conntrackd makes it a part of the path");
    }
    return token;
  }

  private static boolean endsPath(char c) {
    return c == '\n' || c == ' ' || c == '"';
  }

  private Token signed() {
    return take(Kind.SIGNED, digitsFrom(at + 1) - at);
  }

  private Token other() {
    return take(Kind.OTHER, Character.charCount(text.codePointAt(at)));
  }

  private Token take(Kind kind, int length) {
    Token token = new Token(kind, text.substring(at, at + length), line, column());
    at += length;
    return token;
  }

  private int column() {
    return at - lineStart + 1;
  }

  private int nameLength() {
    int end = at;
    while (end < text.length() && isNamePart(text.charAt(end))) {
      end++;
    }
    return end - at;
  }

  private int digitsFrom(int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isNamePart(char c) {
    return isLetter(c) || isDigit(c) || c == '.' || c == '-' || c == '_';
  }
}
