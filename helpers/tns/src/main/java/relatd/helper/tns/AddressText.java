// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads nested `(KEY=VALUE)` text: which ADDRESS groups it has, and what stands in them.
///
/// ```
///   (DESCRIPTION=(ADDRESS = (PROTOCOL = tcp)(HOST = "10.1.2.3")(PORT = 1525)) ... )
///                                                   |<- room ->|
/// ```
///
/// Keys in letters of any case; blanks around keys and values; values may be quoted.
final class AddressText {
  private static final int DEEPEST = 16;

  /// A value.
  ///
  /// @param text without blanks and quotes around it
  /// @param from where its room begins, behind the `=`
  /// @param to where its room ends, at the `)`
  record Value(String text, int from, int to) {}

  private final String text;
  private final List<Map<String, Value>> groups = new ArrayList<>();
  private Map<String, Value> group;
  private int groupDepth;
  private int depth;
  private int at;

  private AddressText(String text) {
    this.text = text;
  }

  /// The ADDRESS groups, each by key in capital letters; empty when the text is malformed.
  static Optional<List<Map<String, Value>>> groups(String text) {
    AddressText reader = new AddressText(text);
    return reader.read() ? Optional.of(reader.groups) : Optional.empty();
  }

  /// Whether as many parentheses were closed as opened, and one was.
  static boolean isBalanced(String text) {
    int open = 0;
    int all = 0;
    for (int i = 0; i < text.length(); i++) {
      int step = text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      open += step;
      all += step & 1;
    }
    return open == 0 && all > 0;
  }

  private boolean read() {
    skipBlanks();
    while (at < text.length()) {
      boolean good = text.charAt(at) == '(' ? open() : text.charAt(at) == ')' && close();
      if (!good) {
        return false;
      }
      skipBlanks();
    }
    return depth == 0;
  }

  private boolean close() {
    at++;
    if (group != null && depth == groupDepth) {
      groups.add(group);
      group = null;
    }
    return --depth >= 0;
  }

  private boolean open() {
    at++;
    if (++depth > DEEPEST) {
      return false;
    }
    skipBlanks();
    int from = at;
    while (at < text.length() && isKey(text.charAt(at))) {
      at++;
    }
    String key = text.substring(from, at).toUpperCase(Locale.ROOT);
    skipBlanks();
    if (key.isEmpty() || at == text.length() || text.charAt(at) != '=') {
      return false;
    }
    int room = ++at;
    skipBlanks();
    if (at < text.length() && text.charAt(at) == '(') {
      if (key.equals("ADDRESS") && group == null) {
        group = new HashMap<>();
        groupDepth = depth;
      }
      return true;
    }
    return value(key, room);
  }

  /// A value up to its parenthesis, which is left to be read. Each key once: of two hosts the
  /// client might take the other one.
  private boolean value(String key, int room) {
    boolean quoted = at < text.length() && text.charAt(at) == '"';
    int from = quoted ? at + 1 : at;
    int quote = quoted ? text.indexOf('"', from) : -1;
    int end = quoted && quote < 0 ? -1 : text.indexOf(')', quoted ? quote : from);
    if (end < 0) {
      return false;
    }
    String value = text.substring(from, quoted ? quote : end).strip();
    if (quoted && !text.substring(quote + 1, end).isBlank() || value.indexOf('(') >= 0) {
      return false;
    }
    at = end;
    return group == null || group.put(key, new Value(value, room, end)) == null;
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static boolean isKey(char c) {
    return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_';
  }
}
