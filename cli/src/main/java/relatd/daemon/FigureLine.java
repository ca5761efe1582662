// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.function.Consumer;
import relatd.sync.cache.CacheStats;
import relatd.sync.kernel.TrafficCounters;
import relatd.text.JsonObject;
import relatd.text.JsonParts;

/// Figures of one part of a daemon as a line of JSON (docs/schema/figures.json): what they are of,
/// then the values. C's unsigned numbers are given as what they mean.
final class FigureLine {
  private final JsonObject json;
  private boolean values;

  /// @param of `cache`, `link` ...
  FigureLine(String of) {
    json = JsonParts.begin("figures").put("of", of);
  }

  /// Which of several: a cache, a device, a queue.
  FigureLine named(String name) {
    json.put("name", name);
    return this;
  }

  /// @param table `conntrack` or `expect`
  FigureLine table(String table) {
    json.put("table", table);
    return this;
  }

  /// Anything that is no figure; before the first value.
  FigureLine with(Consumer<JsonObject> members) {
    members.accept(json);
    return this;
  }

  FigureLine value(String name, long value) {
    if (!values) {
      json.beginObject("values");
      values = true;
    }
    json.put(name, value);
    return this;
  }

  FigureLine value(String name, int unsigned) {
    return value(name, Integer.toUnsignedLong(unsigned));
  }

  static String of(CacheStats cache, String table) {
    return new FigureLine("cache")
        .named(cache.name())
        .table(table)
        .value("active", cache.active())
        .value("entries", cache.entries())
        .value("created", cache.created())
        .value("create_failed", cache.createFailed())
        .value("no_memory", cache.noMemory())
        .value("no_space", cache.noSpace())
        .value("updated", cache.updated())
        .value("update_failed", cache.updateFailed())
        .value("destroyed", cache.destroyed())
        .value("flushes", cache.flushes())
        .toString();
  }

  static String of(TrafficCounters traffic) {
    return new FigureLine("traffic")
        .value("bytes", traffic.bytes())
        .value("packets", traffic.packets())
        .toString();
  }

  /// The line with its end.
  @Override
  public String toString() {
    if (!values) {
      json.beginObject("values");
    }
    values = true;
    return json.endObject() + "\n";
  }
}
