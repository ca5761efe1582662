// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.util.List;
import java.util.Map;

/// A value that [JsonReader] has read.
public sealed interface JsonValue {
  /// What messages call it.
  String kind();

  record Text(String value) implements JsonValue {
    @Override
    public String kind() {
      return "a string";
    }
  }

  /// Whole numbers alone: nothing here has fractions.
  record Number(long value) implements JsonValue {
    @Override
    public String kind() {
      return "a number";
    }
  }

  record Bool(boolean value) implements JsonValue {
    @Override
    public String kind() {
      return "true or false";
    }
  }

  record Null() implements JsonValue {
    @Override
    public String kind() {
      return "null";
    }
  }

  record Array(List<JsonValue> elements) implements JsonValue {
    @Override
    public String kind() {
      return "an array";
    }
  }

  /// Members in the order in which they stand.
  record Members(Map<String, JsonValue> members) implements JsonValue {
    @Override
    public String kind() {
      return "an object";
    }
  }
}
