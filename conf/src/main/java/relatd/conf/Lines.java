// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

/// Indented text with braces.
final class Lines {

  private final StringBuilder text = new StringBuilder();
  private int depth;

  Lines open(String head) {
    add(head + " {");
    depth++;
    return this;
  }

  Lines close() {
    depth--;
    return add("}");
  }

  Lines clause(String word, Object value) {
    return add(word + ' ' + value);
  }

  Lines onOff(String word, boolean on) {
    return clause(word, on ? "on" : "off");
  }

  /// Left out when it is 0, the value that cannot be written.
  Lines positive(String word, int value) {
    return value == 0 ? this : clause(word, value);
  }

  Lines comment(String words) {
    return add("# " + words);
  }

  Lines add(String line) {
    text.repeat('\t', depth).append(line).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
