// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import relatd.conntrack.Protocol;
import relatd.sync.wire.TupleDraft;

/// Elements of a line of XML.
final class XmlLine {
  private LineBuffer out = new LineBuffer(0);

  XmlLine() {}

  XmlLine begin(LineBuffer line) {
    out = line;
    return this;
  }

  /// Markup as it is.
  XmlLine raw(String markup) {
    out.text(markup);
    return this;
  }

  XmlLine element(String name, int value) {
    out.character('<').text(name).character('>').number(value);
    return close(name);
  }

  XmlLine element(String name, String value) {
    out.character('<').text(name).character('>').text(value);
    return close(name);
  }

  XmlLine element(String name, byte[] value, int size) {
    out.character('<').text(name).character('>');
    for (int i = 0; i < size; i++) {
      switch (value[i]) {
        case '<' -> out.text("&lt;");
        case '>' -> out.text("&gt;");
        case '&' -> out.text("&amp;");
        default -> out.character(LineBuffer.printable(value[i]));
      }
    }
    return close(name);
  }

  private XmlLine close(String name) {
    out.text("</").text(name).character('>');
    return this;
  }

  XmlLine beginLayer3(TupleDraft tuple) {
    return raw(
        tuple.isInet6()
            ? "<layer3 protonum=\"10\" protoname=\"ipv6\">"
            : "<layer3 protonum=\"2\" protoname=\"ipv4\">");
  }

  XmlLine beginLayer4(TupleDraft tuple) {
    out.text("<layer4 protonum=\"").number(tuple.protocol()).text("\" protoname=\"");
    out.text(Protocol.name(tuple.protocol())).text("\">");
    return this;
  }

  XmlLine addresses(TupleDraft tuple) {
    boolean inet6 = tuple.isInet6();
    out.text("<src>").address(inet6, tuple.sourceHigh(), tuple.sourceLow());
    out.text("</src><dst>").address(inet6, tuple.destinationHigh(), tuple.destinationLow());
    return raw("</dst>");
  }

  /// Ports or keys. ICMP's identifiers are not shown: the original leaves them out.
  XmlLine ports(TupleDraft tuple) {
    if (tuple.protocol() == Protocol.GRE) {
      out.text("<srckey>0x").hex(tuple.first()).text("</srckey><dstkey>0x");
      out.hex(tuple.second()).text("</dstkey>");
    } else if (Protocol.hasPorts(tuple.protocol())) {
      element("sport", tuple.first()).element("dport", tuple.second());
    }
    return this;
  }
}
