// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import relatd.conntrack.Protocol;
import relatd.conntrack.Status;
import relatd.netlink.Attributes;
import relatd.sync.wire.TupleDraft;

/// Fields of a line of text, each with a blank behind it, of which the last goes.
final class FieldLine {
  /// A protocol's name is padded to this.
  private static final int COLUMN = 8;

  /// Names of an expectation's flags, by their bits.
  private static final String[] FLAGS = {
    "",
    "PERMANENT",
    "INACTIVE",
    "PERMANENT,INACTIVE",
    "USERSPACE",
    "PERMANENT,USERSPACE",
    "INACTIVE,USERSPACE",
    "PERMANENT,INACTIVE,USERSPACE"
  };

  private LineBuffer out = new LineBuffer(0);

  FieldLine() {}

  FieldLine begin(LineBuffer line) {
    out = line;
    return this;
  }

  /// A name in its column and the number: `tcp 6 `.
  FieldLine named(String name, int number) {
    out.text(name).repeat(' ', COLUMN + 1 - name.length()).number(number).character(' ');
    return this;
  }

  FieldLine unsigned(int value) {
    out.number(value).character(' ');
    return this;
  }

  FieldLine word(String word) {
    out.text(word).character(' ');
    return this;
  }

  FieldLine field(String name, int value) {
    out.text(name).character('=').number(value).character(' ');
    return this;
  }

  /// Unsigned.
  FieldLine field(String name, long value) {
    out.text(name).character('=').number(value).character(' ');
    return this;
  }

  /// The string that the walker stands on.
  FieldLine field(String name, Attributes string) {
    out.text(name).character('=');
    out.name(string.buffer(), string.offset(), string.length()).character(' ');
    return this;
  }

  FieldLine field(String name, byte[] value, int size) {
    out.text(name).character('=').name(value, size).character(' ');
    return this;
  }

  /// `PREFIXsrc=A PREFIXdst=A ` and ports or keys, without prefix, where the protocol has them.
  FieldLine tuple(String prefix, TupleDraft tuple) {
    boolean inet6 = tuple.isInet6();
    out.text(prefix).text("src=").address(inet6, tuple.sourceHigh(), tuple.sourceLow());
    out.character(' ').text(prefix).text("dst=");
    out.address(inet6, tuple.destinationHigh(), tuple.destinationLow()).character(' ');
    return ports(tuple.protocol(), tuple.first(), tuple.second());
  }

  private FieldLine ports(int protocol, int first, int second) {
    if (protocol == Protocol.GRE) {
      out.text("srckey=0x").hex(first).text(" dstkey=0x").hex(second).character(' ');
    } else if (Protocol.hasPorts(protocol)) {
      field("sport", first).field("dport", second);
    }
    return this;
  }

  /// The fields of ICMP, where they are known.
  FieldLine icmp(TupleDraft tuple) {
    if (Protocol.isIcmp(tuple.protocol()) && tuple.isIdentified()) {
      field("type", tuple.second() >>> 8).field("code", tuple.second() & 0xff);
      field("id", tuple.first());
    }
    return this;
  }

  /// Names of an expectation's flags, where there are any.
  FieldLine flags(int flags) {
    int known = flags & FLAGS.length - 1;
    return known == 0 ? this : word(FLAGS[known]);
  }

  /// One of three: an offloaded connection is not shown as assured.
  FieldLine assurance(int status) {
    if ((status & Status.HW_OFFLOAD) != 0) {
      return word("[HW_OFFLOAD]");
    }
    if ((status & Status.OFFLOAD) != 0) {
      return word("[OFFLOAD]");
    }
    return (status & Status.ASSURED) != 0 ? word("[ASSURED]") : this;
  }

  /// How old it is, and how long it still lives; then the line is over.
  void end(ShownEntry entry) {
    out.trim(' ');
    if (entry.expires != ShownEntry.NEVER) {
      out.text(" [expires in ").number(entry.expires).text("s]");
    }
    out.text(" [active since ").number(entry.active).text("s]\n");
  }
}
