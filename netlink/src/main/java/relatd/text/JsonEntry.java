// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import relatd.conntrack.Address;
import relatd.conntrack.Layer4;
import relatd.conntrack.Tuple;

/// Members of an object by name, checked as they are asked for; what nobody asks for is passed
/// over, so that later versions may add names.
final class JsonEntry {
  static final long U16 = 0xffff;
  static final long U32 = 0xffff_ffffL;

  private final JsonValue.Members object;
  private final String path;

  JsonEntry(JsonValue.Members object, String path) {
    this.object = object;
    this.path = path;
  }

  Optional<JsonEntry> child(String name) {
    return find(name, JsonValue.Members.class, "an object")
        .map(members -> new JsonEntry(members, path + name + "."));
  }

  JsonEntry needChild(String name) {
    return child(name).orElseThrow(() -> missing(name));
  }

  Optional<String> text(String name) {
    return find(name, JsonValue.Text.class, "a string").map(JsonValue.Text::value);
  }

  String needText(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  /// A number from 0 to a limit, as unsigned 32 bits.
  OptionalInt number(String name, long most) {
    Optional<JsonValue.Number> number = find(name, JsonValue.Number.class, "a number");
    if (number.isEmpty()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of((int) inRange(name, number.get().value(), 0, most));
  }

  int needNumber(String name, long most) {
    return number(name, most).orElseThrow(() -> missing(name));
  }

  /// A number that may be negative.
  int needSigned(String name) {
    JsonValue.Number number =
        find(name, JsonValue.Number.class, "a number").orElseThrow(() -> missing(name));
    return (int) inRange(name, number.value(), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private long inRange(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new JsonException(path + name + " is " + least + " to " + most + ", not " + value);
    }
    return value;
  }

  List<JsonValue> elements(String name) {
    return find(name, JsonValue.Array.class, "an array")
        .map(JsonValue.Array::elements)
        .orElse(List.of());
  }

  Address needAddress(String name) {
    String text = needText(name);
    return Address.parse(text)
        .orElseThrow(() -> new JsonException(path + name + " is no address: " + text));
  }

  /// Addresses and what there is of layer 4.
  Tuple tuple(int protocol) {
    Address source = needAddress("src");
    Address destination = needAddress("dst");
    if (source.family() != destination.family()) {
      throw new JsonException(path + "src and " + path + "dst are of two families");
    }
    return new Tuple(source, destination, protocol, layer4(), number("zone", U16).orElse(0));
  }

  private Layer4 layer4() {
    if (has("icmp_id") || has("icmp_type")) {
      return new Layer4.Icmp(
          needNumber("icmp_id", U16), needNumber("icmp_type", 255), needNumber("icmp_code", 255));
    }
    if (has("srckey")) {
      return new Layer4.Ports(needNumber("srckey", U16), needNumber("dstkey", U16));
    }
    return has("sport")
        ? new Layer4.Ports(needNumber("sport", U16), needNumber("dport", U16))
        : Layer4.NONE;
  }

  boolean has(String name) {
    return object.members().containsKey(name);
  }

  private <T extends JsonValue> Optional<T> find(String name, Class<T> type, String wanted) {
    JsonValue value = object.members().get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw new JsonException(path + name + " is to be " + wanted + ", not " + value.kind());
    }
    return Optional.of(type.cast(value));
  }

  private JsonException missing(String name) {
    return new JsonException(path + name + " is missing");
  }
}
