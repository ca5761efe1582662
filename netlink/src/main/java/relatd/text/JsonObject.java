// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.util.Locale;

/// Writes one JSON object (RFC 8259) on one line, members in the order they are put. Strings are
/// escaped so that the line is plain ASCII.
public final class JsonObject {
  private final StringBuilder text = new StringBuilder("{");
  private boolean first = true;
  private String whole = "";

  public JsonObject() {}

  public JsonObject put(String name, String value) {
    name(name);
    string(value);
    return this;
  }

  public JsonObject put(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  public JsonObject put(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  /// A string, or `null` where there is none.
  public JsonObject putOrNull(String name, CharSequence value) {
    if (value != null) {
      return put(name, value.toString());
    }
    name(name);
    text.append("null");
    return this;
  }

  public JsonObject beginObject(String name) {
    name(name);
    return open('{');
  }

  public JsonObject endObject() {
    return close('}');
  }

  public JsonObject beginArray(String name) {
    name(name);
    return open('[');
  }

  /// An object inside an array.
  public JsonObject beginElement() {
    separate();
    return open('{');
  }

  /// A string inside an array.
  public JsonObject element(String value) {
    separate();
    string(value);
    return this;
  }

  /// A number inside an array.
  public JsonObject element(long value) {
    separate();
    text.append(value);
    return this;
  }

  public JsonObject endArray() {
    return close(']');
  }

  /// The object, closed.
  @Override
  public String toString() {
    if (whole.isEmpty()) {
      whole = text + "}";
    }
    return whole;
  }

  private JsonObject open(char bracket) {
    text.append(bracket);
    first = true;
    return this;
  }

  private JsonObject close(char bracket) {
    text.append(bracket);
    first = false;
    return this;
  }

  private void separate() {
    if (!first) {
      text.append(',');
    }
    first = false;
  }

  private void name(String name) {
    separate();
    string(name);
    text.append(':');
  }

  private void string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ' || c > '~') {
            text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
