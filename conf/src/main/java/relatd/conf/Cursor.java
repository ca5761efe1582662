// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import relatd.conf.Token.Kind;

/// The tokens of one text, one word of lookahead, and the simple values.
final class Cursor {

  private final Lexer lexer;
  private final ProblemLog problems;
  private Token ahead;
  private boolean endReported;

  Cursor(Lexer lexer, ProblemLog problems) {
    this.lexer = lexer;
    this.problems = problems;
  }

  /// The next token, which stays.
  Token peek() {
    if (ahead == null) {
      ahead = problems.isEnough() ? new Token(Kind.END, "", 0, 0) : lexer.next();
      endReported |= problems.isEnough();
    }
    return ahead;
  }

  Token next() {
    Token token = peek();
    ahead = null;
    return token;
  }

  boolean nextIs(Kind kind) {
    return peek().is(kind);
  }

  /// Takes the next token if it is that keyword.
  boolean accept(String keyword) {
    boolean found = nextIs(Kind.KEYWORD) && peek().text().equals(keyword);
    if (found) {
      next();
    }
    return found;
  }

  void keyword(String keyword) {
    if (!accept(keyword)) {
      throw fail(keyword);
    }
  }

  Token take(Kind kind, String expected) {
    if (!nextIs(kind)) {
      throw fail(expected);
    }
    return next();
  }

  void open() {
    take(Kind.OPEN, "{");
  }

  void close() {
    take(Kind.CLOSE, "}");
  }

  boolean bool() {
    if (!nextIs(Kind.TRUE) && !nextIs(Kind.FALSE)) {
      throw fail("on or off (also yes, no)");
    }
    return next().is(Kind.TRUE);
  }

  Token numberToken() {
    return take(Kind.NUMBER, "a number");
  }

  /// A number, cut to what fits 31 bits (conntrackd wraps around without a word).
  int number() {
    Token token = numberToken();
    if (token.asLong() > Integer.MAX_VALUE) {
      problems.ownWarning(
          token, "the number is too large, taken as %d".formatted(Integer.MAX_VALUE));
      return Integer.MAX_VALUE;
    }
    return token.atoi();
  }

  /// A port or queue number: the low 16 bits, as conntrackd takes them.
  int number16() {
    Token token = numberToken();
    if (token.asLong() > 0xffff) {
      problems.ownWarning(
          token, "the number does not fit 16 bits, taken as %d".formatted(token.atoi() & 0xffff));
    }
    return token.atoi() & 0xffff;
  }

  Token name(String expected) {
    return take(Kind.STRING, expected);
  }

  Token address() {
    return take(Kind.ADDRESS, "an IP address");
  }

  Token path() {
    return take(Kind.PATH, "an absolute path without quotes");
  }

  /// Logs that the next token does not fit; the caller throws what it returns.
  SyntaxError fail(String expected) {
    Token token = peek();
    if (token.is(Kind.END)) {
      if (!endReported) {
        problems.syntaxError(token, "the file ends in the middle of a clause", expected);
      }
      endReported = true;
    } else {
      String what = token.is(Kind.KEYWORD) ? "the keyword '%s'" : "'%s'";
      String word = ProblemLog.quote(token.text());
      problems.syntaxError(token, what.formatted(word) + " does not belong here", expected);
    }
    return new SyntaxError();
  }
}
