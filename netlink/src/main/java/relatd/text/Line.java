// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.time.Instant;
import java.util.Optional;
import relatd.conntrack.EventType;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.Tuple;

/// A line under way: fields, each with a blank behind it, of which the last goes.
final class Line {
  private final StringBuilder out = new StringBuilder(256);

  /// `[SECONDS.MICROSECONDS]` and a tab. The C tool pads the microseconds of expectations with
  /// blanks; here they are digits everywhere.
  Line time(Instant now) {
    out.append("[%-8d.%06d]\t".formatted(now.getEpochSecond(), now.getNano() / 1000));
    return this;
  }

  Line event(EventType type) {
    out.append(
        switch (type) {
          case NEW -> "    [NEW] ";
          case UPDATE -> " [UPDATE] ";
          case DESTROY -> "[DESTROY] ";
        });
    return this;
  }

  /// A name on eight columns and a number: `tcp 6 `.
  Line named(String name, int number) {
    out.append(name).repeat(' ', Math.max(0, 8 - name.length()));
    out.append(' ').append(number).append(' ');
    return this;
  }

  Line word(String word) {
    out.append(word).append(' ');
    return this;
  }

  Line unsigned(int value) {
    return word(Integer.toUnsignedString(value));
  }

  Line field(String name, String value) {
    out.append(name).append('=').append(value).append(' ');
    return this;
  }

  Line field(String name, int value) {
    return field(name, Integer.toUnsignedString(value));
  }

  Line field(String name, long value) {
    return field(name, Long.toUnsignedString(value));
  }

  /// `PREFIXsrc=A PREFIXdst=A ` and what the protocol has beside the addresses, without prefix.
  Line tuple(String prefix, Tuple tuple) {
    field(prefix + "src", tuple.source().toString());
    field(prefix + "dst", tuple.destination().toString());
    return layer4(tuple.protocol(), tuple.layer4());
  }

  /// By the protocol's number: what a kernel without its tracker left out is 0.
  Line layer4(int protocol, Layer4 layer4) {
    if (Protocol.isIcmp(protocol) && layer4 instanceof Layer4.Icmp(int id, int type, int code)) {
      return field("type", type).field("code", code).field("id", id);
    }
    if (!Protocol.hasPorts(protocol)) {
      return this;
    }
    Layer4.Ports ports = layer4 instanceof Layer4.Ports known ? known : new Layer4.Ports(0, 0);
    return protocol == Protocol.GRE
        ? field("srckey", hex(ports.source())).field("dstkey", hex(ports.destination()))
        : field("sport", ports.source()).field("dport", ports.destination());
  }

  static String hex(int key) {
    return "0x" + Integer.toHexString(key);
  }

  /// ` [USERSPACE] portid=N progname=NAME`, without the name when the program has ended.
  String end(Optional<Origin> origin) {
    origin.ifPresent(from -> {
      word("[USERSPACE]").field("portid", from.portId());
      from.program().ifPresent(name -> field("progname", name));
    });
    return end();
  }

  String end() {
    int length = out.length();
    return length != 0 && out.charAt(length - 1) == ' '
        ? out.substring(0, length - 1)
        : out.toString();
  }
}
