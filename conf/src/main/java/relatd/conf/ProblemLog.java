// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects what is to be said about one text, in the order in which conntrackd would say it.
///
/// conntrackd ends at its first error: whatever we find after that keeps our own message only.
final class ProblemLog {

  /// A text of megabytes of nonsense is told about in this many lines.
  private static final int MOST_PROBLEMS = 100;

  /// A word of megabytes is quoted in this many characters by us ...
  private static final int LONGEST_QUOTE = 400;

  /// ... and in this many where the original quotes it whole.
  private static final int LONGEST_ORIGINAL_QUOTE = 8192;

  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private boolean refused;

  ProblemLog(String file) {
    this.file = file;
  }

  void syntaxError(Token at, String message, String expected) {
    String original =
        "parsing config file in line (%d), symbol '%s': syntax error"
            .formatted(at.line(), originalQuote(at.text()));
    add(Severity.ERROR, at, message, expected, Optional.of(original));
  }

  void error(Token at, String message, String original) {
    add(Severity.ERROR, at, message, "", Optional.of(original));
  }

  /// An error in something that conntrackd does not know.
  void ownError(Token at, String message, String expected) {
    add(Severity.ERROR, at, message, expected, Optional.empty());
  }

  void warning(Token at, String message, String original) {
    add(Severity.WARNING, at, message, "", Optional.of(original));
  }

  /// A warning where conntrackd is silent.
  void ownWarning(Token at, String message) {
    add(Severity.WARNING, at, message, "", Optional.empty());
  }

  void advice(Token at, String message) {
    add(Severity.ADVICE, at, message, "", Optional.empty());
  }

  /// Whether nobody would read on: the file is refused, and for many reasons.
  boolean isEnough() {
    return refused && problems.size() >= MOST_PROBLEMS;
  }

  boolean refused() {
    return refused;
  }

  List<Problem> all() {
    return List.copyOf(problems);
  }

  static String quote(String word) {
    return cut(word, LONGEST_QUOTE);
  }

  static String originalQuote(String word) {
    return cut(word, LONGEST_ORIGINAL_QUOTE);
  }

  private static String cut(String word, int most) {
    return word.length() <= most ? word : word.substring(0, most) + "...";
  }

  private void add(
      Severity severity, Token at, String message, String expected, Optional<String> original) {
    boolean firstError = severity == Severity.ERROR && !refused;
    if (problems.size() < MOST_PROBLEMS || firstError) {
      Optional<String> text = refused ? Optional.empty() : original;
      problems.add(
          new Problem(
              severity, file, at.line(), at.column(), quote(at.text()), message, expected, text));
    }
    refused |= severity == Severity.ERROR;
  }
}
