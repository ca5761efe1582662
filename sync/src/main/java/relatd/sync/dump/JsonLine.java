// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import relatd.conntrack.Protocol;
import relatd.sync.wire.TupleDraft;

/// Members of a JSON object on one line, in the names of docs/schema.
final class JsonLine {
  /// Of the schemas.
  private static final int VERSION = 1;

  private LineBuffer out = new LineBuffer(0);
  private boolean first;

  JsonLine() {}

  /// @param type which schema describes it
  JsonLine begin(LineBuffer line, String type) {
    out = line.character('{');
    first = true;
    return member("v", VERSION).member("type", type);
  }

  /// The line is over, and so is its object.
  void end() {
    out.text("}\n");
  }

  JsonLine member(String name, int unsigned) {
    name(name);
    out.number(unsigned);
    return this;
  }

  JsonLine member(String name, String plain) {
    name(name);
    out.character('"').text(plain).character('"');
    return this;
  }

  JsonLine member(String name, byte[] value, int size) {
    name(name);
    out.character('"');
    for (int i = 0; i < size; i++) {
      if (value[i] == '"' || value[i] == '\\') {
        out.character('\\');
      }
      out.character(LineBuffer.printable(value[i]));
    }
    out.character('"');
    return this;
  }

  JsonLine protocol(TupleDraft tuple) {
    return member("family", tuple.isInet6() ? "ipv6" : "ipv4")
        .member("protocol", Protocol.name(tuple.protocol()))
        .member("protonum", tuple.protocol());
  }

  /// Addresses, and ports or keys where the protocol has them.
  JsonLine tuple(TupleDraft tuple) {
    boolean inet6 = tuple.isInet6();
    name("src");
    out.character('"').address(inet6, tuple.sourceHigh(), tuple.sourceLow()).character('"');
    name("dst");
    out.character('"').address(inet6, tuple.destinationHigh(), tuple.destinationLow());
    out.character('"');
    if (!Protocol.hasPorts(tuple.protocol())) {
      return this;
    }
    boolean keys = tuple.protocol() == Protocol.GRE;
    return member(keys ? "srckey" : "sport", tuple.first())
        .member(keys ? "dstkey" : "dport", tuple.second());
  }

  JsonLine inet(String name, long address) {
    name(name);
    out.character('"').dotted((int) address).character('"');
    return this;
  }

  JsonLine icmp(TupleDraft tuple) {
    return Protocol.isIcmp(tuple.protocol()) && tuple.isIdentified()
        ? member("icmp_type", tuple.second() >>> 8)
            .member("icmp_code", tuple.second() & 0xff)
            .member("icmp_id", tuple.first())
        : this;
  }

  /// Names of the bits that are set.
  JsonLine names(String name, int bits, String... names) {
    beginArray(name);
    for (int bit = 0; bit < names.length; bit++) {
      if ((bits >>> bit & 1) != 0) {
        separate();
        out.character('"').text(names[bit]).character('"');
      }
    }
    return endArray();
  }

  JsonLine beginArray(String name) {
    name(name);
    out.character('[');
    first = true;
    return this;
  }

  /// An object inside an array.
  JsonLine beginElement() {
    separate();
    out.character('{');
    first = true;
    return this;
  }

  JsonLine endArray() {
    out.character(']');
    first = false;
    return this;
  }

  JsonLine beginObject(String name) {
    name(name);
    out.character('{');
    first = true;
    return this;
  }

  JsonLine endObject() {
    out.character('}');
    first = false;
    return this;
  }

  /// Which cache it is in, and since when.
  JsonLine cached(ShownEntry entry) {
    member("cache", entry.internal ? "internal" : "external");
    if (entry.expires != ShownEntry.NEVER) {
      member("expires", entry.expires);
    }
    return member("active", entry.active);
  }

  private void name(String name) {
    separate();
    out.character('"').text(name).text("\":");
  }

  private void separate() {
    if (!first) {
      out.character(',');
    }
    first = false;
  }
}
