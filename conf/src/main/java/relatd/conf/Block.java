// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import relatd.conf.Token.Kind;

/// What may stand between two braces: a table from word to what follows it. Clauses come in any
/// order and number. A clause that cannot be read is skipped, so that one run reports them all.
final class Block {

  private final Cursor cursor;
  private final Map<String, Consumer<Token>> clauses = new LinkedHashMap<>();
  private Optional<Consumer<Token>> names = Optional.empty();
  private String namesExpected = "";

  Block(Cursor cursor) {
    this.cursor = cursor;
  }

  /// @param clause reads what follows the word; gets the word itself
  Block on(String word, Consumer<Token> clause) {
    clauses.put(word, clause);
    return this;
  }

  /// Free names are allowed too.
  Block onName(String expected, Consumer<Token> clause) {
    names = Optional.of(clause);
    namesExpected = expected;
    return this;
  }

  /// Reads `{ clauses }`.
  void braces() {
    cursor.open();
    inside();
  }

  /// Reads `clauses }`.
  void inside() {
    while (!cursor.nextIs(Kind.CLOSE)) {
      clause();
      if (cursor.nextIs(Kind.END)) {
        throw cursor.fail("}");
      }
    }
    cursor.next();
  }

  /// Reads clauses up to the end of the file.
  void wholeFile() {
    while (!cursor.nextIs(Kind.END)) {
      if (cursor.nextIs(Kind.CLOSE)) {
        cursor.fail("a section or the end of the file: this brace closes nothing");
        cursor.next();
      } else {
        clause();
      }
    }
  }

  private void clause() {
    try {
      Token token = cursor.peek();
      if (knows(token)) {
        clauses.get(cursor.next().text()).accept(token);
      } else if (names.isPresent() && token.is(Kind.STRING)) {
        names.get().accept(cursor.next());
      } else {
        throw cursor.fail(expected(token));
      }
    } catch (SyntaxError _) {
      skipToNextClause();
    }
  }

  private boolean knows(Token token) {
    return token.isName() && clauses.containsKey(token.text());
  }

  /// Every way here has consumed a token or consumes one now: the walk ends.
  private void skipToNextClause() {
    int depth = 0;
    while (!cursor.nextIs(Kind.END)) {
      Token token = cursor.peek();
      if (depth == 0 && (token.is(Kind.CLOSE) || knows(token))) {
        return;
      }
      depth += token.is(Kind.OPEN) ? 1 : token.is(Kind.CLOSE) ? -1 : 0;
      cursor.next();
    }
  }

  private String expected(Token token) {
    Optional<String> meant = Nearest.to(token.text(), clauses.keySet());
    if (meant.isPresent()) {
      return meant.get() + " perhaps";
    }
    String words = String.join(", ", clauses.keySet());
    if (names.isPresent()) {
      words = words.isEmpty() ? namesExpected : words + ", " + namesExpected;
    }
    return words + " or }";
  }
}
