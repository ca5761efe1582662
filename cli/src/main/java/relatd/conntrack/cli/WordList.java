// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

/// A value that is a list of words, separated by commas, each of which may be shortened and written
/// in any case.
final class WordList {
  private String rest;
  private String word = "";
  private String from = "";

  WordList(String list) {
    rest = list;
  }

  /// Moves to the next word; false behind the last.
  boolean next() {
    if (rest == null) {
      return false;
    }
    from = rest;
    int comma = rest.indexOf(',');
    word = comma < 0 ? rest : rest.substring(0, comma);
    rest = comma < 0 ? null : rest.substring(comma + 1);
    if (word.isEmpty()) {
      throw bad();
    }
    return true;
  }

  String word() {
    return word;
  }

  /// Drops a `!` in front.
  boolean negated() {
    if (word.length() < 2 || word.charAt(0) != '!') {
      return false;
    }
    word = word.substring(1);
    return true;
  }

  /// Whether the word is the beginning of a name.
  boolean begins(String name) {
    return word.length() <= name.length() && name.regionMatches(true, 0, word, 0, word.length());
  }

  /// The complaint: the list from the bad word on.
  UsageException bad() {
    return new UsageException("Bad parameter `" + from + "'");
  }
}
