// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.Optional;

/// How one case ended, as one line of text between the virtual machine and the test outside: `ok
/// NAME`, `not ok NAME :: why` or `skip NAME :: why` (line breaks within `why` spelled `\n`).
record Verdict(Kind kind, String name, String why) {
  enum Kind {
    OK("ok "),
    FAILED("not ok "),
    SKIPPED("skip ");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /// Between name and reason; a name may hold ": " but never this.
  private static final String BECAUSE = " :: ";

  static Verdict of(String name, Runnable attempt) {
    try {
      attempt.run();
      return new Verdict(Kind.OK, name, "");
    } catch (RuntimeException | AssertionError e) {
      return failed(name, e.toString());
    }
  }

  static Verdict failed(String name, String why) {
    return new Verdict(Kind.FAILED, name, why);
  }

  static Verdict skipped(String name, String why) {
    return new Verdict(Kind.SKIPPED, name, why);
  }

  String line() {
    return kind.word
        + name
        + (why.isEmpty() ? "" : BECAUSE + why.replace("\\", "\\\\").replace("\n", "\\n"));
  }

  /// The verdict in a line of output, if it is one.
  static Optional<Verdict> parse(String line) {
    for (Kind kind : Kind.values()) {
      if (line.startsWith(kind.word)) {
        String[] parts = line.substring(kind.word.length()).split(BECAUSE, 2);
        String why = parts.length == 1 ? "" : parts[1].translateEscapes();
        return Optional.of(new Verdict(kind, parts[0], why));
      }
    }
    return Optional.empty();
  }
}
