// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import relatd.conntrack.Protocol;
import relatd.sync.wire.TupleDraft;

/// Members of a JSON object on one line.
final class JsonLine {
  private LineBuffer out = new LineBuffer(0);
  private boolean first;

  JsonLine() {}

  JsonLine begin(LineBuffer line) {
    out = line.character('{');
    first = true;
    return this;
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

  /// The protocol's name; its number, as a string too, where it has none.
  JsonLine protocol(int number) {
    String known = Protocol.name(number);
    if (!known.equals("unknown")) {
      return member("proto", known);
    }
    name("proto");
    out.character('"').number(number).character('"');
    return this;
  }

  /// `src`, `dst`, and `sport`, `dport` where the protocol has ports (or keys).
  JsonLine tuple(TupleDraft tuple) {
    boolean inet6 = tuple.isInet6();
    name("src");
    out.character('"').address(inet6, tuple.sourceHigh(), tuple.sourceLow()).character('"');
    name("dst");
    out.character('"').address(inet6, tuple.destinationHigh(), tuple.destinationLow());
    out.character('"');
    return Protocol.hasPorts(tuple.protocol())
        ? member("sport", tuple.first()).member("dport", tuple.second())
        : this;
  }

  JsonLine inet(String name, long address) {
    name(name);
    out.character('"').dotted((int) address).character('"');
    return this;
  }

  JsonLine icmp(TupleDraft tuple) {
    return Protocol.isIcmp(tuple.protocol()) && tuple.isIdentified()
        ? member("type", tuple.second() >>> 8)
            .member("code", tuple.second() & 0xff)
            .member("id", tuple.first())
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

  JsonLine element(int unsigned) {
    separate();
    out.number(unsigned);
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

  JsonLine ages(ShownEntry entry) {
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
