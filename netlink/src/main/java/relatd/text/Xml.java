// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import relatd.conntrack.Family;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.Tuple;

/// A line of XML under way. Texts are escaped, which the C tools leave out.
final class Xml {
  static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

  private final StringBuilder out = new StringBuilder(1024);

  Xml raw(String text) {
    out.append(text);
    return this;
  }

  Xml open(String name) {
    out.append('<').append(name).append('>');
    return this;
  }

  Xml close(String name) {
    out.append("</").append(name).append('>');
    return this;
  }

  Xml empty(String name) {
    out.append('<').append(name).append("/>");
    return this;
  }

  Xml element(String name, String text) {
    return open(name).raw(escaped(text)).close(name);
  }

  Xml element(String name, int value) {
    return open(name).raw(Integer.toUnsignedString(value)).close(name);
  }

  Xml element(String name, long value) {
    return open(name).raw(Long.toUnsignedString(value)).close(name);
  }

  Xml layer3(Family family) {
    return numbered("layer3", family.number(), family == Family.INET ? "ipv4" : "ipv6");
  }

  Xml layer4(int protocol) {
    return numbered("layer4", protocol, Protocol.name(protocol));
  }

  private Xml numbered(String element, int number, String name) {
    out.append('<').append(element).append(" protonum=\"").append(number);
    out.append("\" protoname=\"").append(name).append("\">");
    return this;
  }

  Xml addresses(Tuple tuple) {
    return element("src", tuple.source().toString()).element("dst", tuple.destination().toString());
  }

  /// Ports, keys, or (what the C tools leave out) ICMP's type, code and identifier.
  Xml identifiers(Tuple tuple) {
    if (tuple.layer4() instanceof Layer4.Icmp(int id, int type, int code)) {
      return element("type", type).element("code", code).element("id", id);
    }
    if (!Protocol.hasPorts(tuple.protocol())) {
      return this;
    }
    return tuple.protocol() == Protocol.GRE
        ? element("srckey", Line.hex(tuple.sourcePort()))
            .element("dstkey", Line.hex(tuple.destinationPort()))
        : element("sport", tuple.sourcePort()).element("dport", tuple.destinationPort());
  }

  String end() {
    return out.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
