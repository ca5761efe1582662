// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads JSON (RFC 8259) as [JsonObject] writes it. What is read is suspect: nesting is bounded, a
/// member may stand but once, numbers are whole and fit 64 bits.
public final class JsonReader {
  private static final int DEEPEST = 16;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /// One object that is all of the text.
  ///
  /// @throws JsonException when it is not
  public static JsonValue.Members object(String text) {
    JsonReader reader = new JsonReader(text);
    JsonValue value = reader.value(0);
    if (reader.peek() != 0) {
      throw reader.wrong("nothing more");
    }
    if (value instanceof JsonValue.Members object) {
      return object;
    }
    throw new JsonException("an object is expected, not " + value.kind());
  }

  private JsonValue value(int depth) {
    if (depth > DEEPEST) {
      throw new JsonException("more than " + DEEPEST + " levels at column " + (at + 1));
    }
    return switch (peek()) {
      case '{' -> members(depth);
      case '[' -> array(depth);
      case '"' -> new JsonValue.Text(string());
      case 't' -> word("true", new JsonValue.Bool(true));
      case 'f' -> word("false", new JsonValue.Bool(false));
      case 'n' -> word("null", new JsonValue.Null());
      default -> number();
    };
  }

  private JsonValue members(int depth) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    at++;
    if (skip('}')) {
      return new JsonValue.Members(members);
    }
    do {
      if (peek() != '"') {
        throw wrong("a name");
      }
      String name = string();
      require(':');
      if (members.put(name, value(depth + 1)) != null) {
        throw new JsonException("\"" + name + "\" stands twice");
      }
    } while (skip(','));
    require('}');
    return new JsonValue.Members(members);
  }

  private JsonValue array(int depth) {
    List<JsonValue> elements = new ArrayList<>();
    at++;
    if (skip(']')) {
      return new JsonValue.Array(elements);
    }
    do {
      elements.add(value(depth + 1));
    } while (skip(','));
    require(']');
    return new JsonValue.Array(elements);
  }

  private String string() {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw wrong("an escaped control character");
      }
      value.append(c == '\\' ? escaped() : c);
    }
    if (at == text.length()) {
      throw wrong("the end of a string");
    }
    at++;
    return value.toString();
  }

  private char escaped() {
    char c = at < text.length() ? text.charAt(at++) : 0;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> hexadecimal();
      default -> throw wrong("an escape");
    };
  }

  private char hexadecimal() {
    int code = 0;
    for (int end = at + 4; at < end; at++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0) {
        throw wrong("four hexadecimal digits");
      }
      code = code << 4 | digit;
    }
    return (char) code;
  }

  private JsonValue number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String digits = text.substring(start, at);
    if (digits.isEmpty()) {
      throw wrong("a value");
    }
    if (!digits.matches("-?(0|[1-9][0-9]{0,17})")) {
      throw new JsonException(digits + " at column " + (start + 1) + " is no whole number");
    }
    return new JsonValue.Number(Long.parseLong(digits));
  }

  private JsonValue word(String word, JsonValue meaning) {
    if (!text.startsWith(word, at)) {
      throw wrong("a value");
    }
    at += word.length();
    return meaning;
  }

  /// The next character that is no space; 0 at the end.
  private char peek() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean skip(char wanted) {
    boolean there = peek() == wanted;
    if (there) {
      at++;
    }
    return there;
  }

  private void require(char wanted) {
    if (!skip(wanted)) {
      throw wrong("`" + wanted + "'");
    }
  }

  private JsonException wrong(String wanted) {
    String found = at < text.length() ? "`" + text.charAt(at) + "'" : "the end";
    return new JsonException(
        wanted + " is expected at column " + (at + 1) + ", where there is " + found);
  }
}
