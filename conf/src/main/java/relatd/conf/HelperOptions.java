// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import relatd.conf.Token.Kind;

/// `Option NAME VALUE...` inside a Type: our own settings, which conntrackd refuses. The values run
/// to the end of the line or to the next clause. Of an option given twice the last line counts, but
/// lists of networks add up.
final class HelperOptions {

  private final Reading reading;
  private final Cursor cursor;
  private final ProblemLog problems;
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  HelperOptions(Reading reading) {
    this.reading = reading;
    this.cursor = reading.cursor();
    this.problems = reading.problems();
  }

  Map<String, List<String>> values() {
    return values;
  }

  void parse(Token keyword) {
    Token name = cursor.name("the name of an option");
    List<Token> tokens = new ArrayList<>();
    while (isValue(cursor.peek(), name.line())) {
      tokens.add(cursor.next());
    }
    Optional<OptionKind> kind = OptionKind.of(name.text());
    if (kind.isEmpty()) {
      problems.ownWarning(
          name, "no helper of ours has an option '%s'".formatted(ProblemLog.quote(name.text())));
    } else if (!check(kind.get(), name, tokens)) {
      return;
    }
    List<String> words = new ArrayList<>(tokens.stream().map(Token::text).toList());
    if (kind.equals(Optional.of(OptionKind.NETWORKS)) && values.containsKey(name.text())) {
      words.addAll(0, values.get(name.text()));
    }
    values.put(name.text(), List.copyOf(words));
  }

  private boolean check(OptionKind kind, Token name, List<Token> tokens) {
    if (tokens.isEmpty() || tokens.size() > kind.mostValues()) {
      problems.ownError(
          name, "the option %s has %d values".formatted(name.text(), tokens.size()), kind.text());
      return false;
    }
    for (Token token : tokens) {
      if (!kind.takes(token.text())) {
        String quoted = ProblemLog.quote(token.text());
        problems.ownError(
            token, "'%s' does not fit option %s".formatted(quoted, name.text()), kind.text());
        return false;
      }
    }
    return true;
  }

  private static boolean isValue(Token token, int line) {
    boolean clause = token.text().equals("Option") || token.is(Kind.KEYWORD) && isItem(token);
    return token.line() == line
        && !clause
        && switch (token.kind()) {
          case OPEN, CLOSE, OTHER, END -> false;
          default -> true;
        };
  }

  private static boolean isItem(Token token) {
    return switch (token.text()) {
      case "Type", "QueueNum", "QueueLen", "Policy", "Setup" -> true;
      default -> false;
    };
  }
}
