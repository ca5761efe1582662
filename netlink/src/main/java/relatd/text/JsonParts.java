// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import relatd.conntrack.EventType;
import relatd.conntrack.Family;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.Tuple;

/// What the objects of all commands have in common.
public final class JsonParts {
  /// Version of the schemas in docs/schema: names may be added within one, never changed.
  private static final int VERSION = 1;

  private static final long SECOND = 1_000_000_000L;

  private JsonParts() {}

  /// Begins an object of a type, that is, of a file in docs/schema.
  public static JsonObject begin(String type) {
    return new JsonObject().put("v", VERSION).put("type", type);
  }

  /// When and why: the kernel itself, or the program behind a netlink port.
  static void event(JsonObject json, EventType type, Optional<Origin> origin, Instant when) {
    json.put("event", type.name().toLowerCase(Locale.ROOT)).put("time", when.toString());
    json.beginObject("cause");
    json.put("by", origin.isPresent() ? "userspace" : "kernel");
    origin.ifPresent(from -> {
      json.put("portid", Integer.toUnsignedLong(from.portId()));
      from.program().ifPresent(name -> json.put("program", name));
    });
    json.endObject();
  }

  static void protocol(JsonObject json, Tuple tuple) {
    protocol(json, tuple.family(), tuple.protocol());
  }

  /// @param number the layer 4 protocol
  public static void protocol(JsonObject json, Family family, int number) {
    protocol(json, family, Protocol.name(number), number);
  }

  /// With a name of the caller's.
  public static void protocol(JsonObject json, Family family, String name, int number) {
    json.put("family", family == Family.INET ? "ipv4" : "ipv6");
    json.put("protocol", name);
    json.put("protonum", number);
  }

  /// Opens an object with a tuple's addresses and identifiers; the caller ends it.
  static JsonObject tuple(JsonObject json, String name, Tuple tuple) {
    json.beginObject(name);
    json.put("src", tuple.source().toString()).put("dst", tuple.destination().toString());
    if (tuple.layer4() instanceof Layer4.Icmp(int id, int type, int code)) {
      json.put("icmp_type", type).put("icmp_code", code).put("icmp_id", id);
    } else if (tuple.layer4() instanceof Layer4.Ports(int source, int destination)) {
      boolean keys = tuple.protocol() == Protocol.GRE;
      json.put(keys ? "srckey" : "sport", source).put(keys ? "dstkey" : "dport", destination);
    }
    return json;
  }

  /// Where a translation leads: the reply's destination for a source, its source for a destination.
  static void endpoint(JsonObject json, String name, Tuple reply, boolean source) {
    json.beginObject(name);
    json.put("addr", (source ? reply.destination() : reply.source()).toString());
    if (reply.layer4() instanceof Layer4.Ports(int from, int to)) {
      json.put("port", source ? to : from);
    }
    json.endObject();
  }

  /// @param nanos since 1970
  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(nanos / SECOND, nanos % SECOND);
  }
}
