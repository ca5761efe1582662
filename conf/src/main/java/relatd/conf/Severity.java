// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

/// How bad a [Problem] is.
public enum Severity {
  /// The file is refused; exit status 1.
  ERROR("error"),
  /// The file is accepted, and something in it does not do what it says.
  WARNING("warning"),
  /// Accepted and obeyed; the author should know all the same. Only `relatd check` says it.
  ADVICE("advice");

  private final String word;

  Severity(String word) {
    this.word = word;
  }

  /// Lower case, as a report line spells it.
  public String word() {
    return word;
  }
}
