// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static relatd.ctnetlink.Cta.*;

import java.io.PrintStream;
import java.util.Arrays;
import relatd.conntrack.DccpState;
import relatd.conntrack.Direction;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.conntrack.SctpState;
import relatd.conntrack.Status;
import relatd.conntrack.TcpState;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.TupleView;
import relatd.netlink.Attributes;
import relatd.text.OutputOption;

/// The plain lines of [relatd.text.ConntrackText], straight from the kernel's message into bytes: a
/// list of a million entries makes no object for any of them. Entries with what is rare (helper,
/// labels, times, security context) are left to the printer.
///
/// Replayed recordings of lists go through here, so that both ways are held to the same lines.
final class LineEncoder {
  private static final int ROOM = 1_024;
  private static final int NAME_COLUMNS = 8;

  private final boolean extended;
  private final boolean id;
  private final byte[] line = new byte[ROOM];
  private final byte[] digits = new byte[20];
  private final Attributes nest = new Attributes();
  private final Attributes inner = new Attributes();
  private int at;

  private LineEncoder(CommandLine commandLine) {
    extended = commandLine.output.has(OutputOption.EXTENDED);
    id = commandLine.output.has(OutputOption.ID);
  }

  /// Null when lines in another form were asked for.
  static LineEncoder of(CommandLine line) {
    OutputChoice output = line.output;
    boolean other =
        output.save
            || output.json
            || line.showsLabels()
            || output.has(OutputOption.XML)
            || output.has(OutputOption.KTIMESTAMP);
    return other ? null : new LineEncoder(line);
  }

  /// Prints an entry.
  ///
  /// @return false when it is one for the printer; then nothing was printed
  boolean print(ConntrackMessage entry, PrintStream out) {
    if (entry.has(CTA_HELP) || entry.has(CTA_SECCTX) || entry.has(CTA_TIMESTAMP)) {
      return false;
    }
    at = 0;
    describe(entry);
    line[at - 1] = '\n';
    out.write(line, 0, at);
    return true;
  }

  private void describe(ConntrackMessage entry) {
    boolean inet = entry.family() == Family.INET;
    if (extended) {
      named(inet ? "ipv4" : "ipv6", entry.family().number());
    }
    named(Protocol.name(entry.protocol()), entry.protocol());
    if (entry.has(CTA_TIMEOUT)) {
      unsigned(entry.timeout());
    }
    state(entry);
    int status = entry.status();
    tuple(entry.original());
    zone("zone-orig=", entry.original());
    counters(entry, Direction.ORIGINAL);
    if (entry.has(CTA_STATUS) && (status & Status.SEEN_REPLY) == 0) {
      put("[UNREPLIED] ");
    }
    tuple(entry.reply());
    zone("zone-reply=", entry.reply());
    counters(entry, Direction.REPLY);
    flags(status);
    field(entry, CTA_MARK, "mark=", entry.mark());
    field(entry, CTA_ZONE, "zone=", entry.zone());
    field(entry, CTA_USE, "use=", entry.use());
    if (id) {
      field(entry, CTA_ID, "id=", entry.id());
    }
  }

  private void named(String name, int number) {
    int start = at;
    put(name);
    int end = Math.max(at, start + NAME_COLUMNS) + 1;
    Arrays.fill(line, at, end, (byte) ' ');
    at = end;
    unsigned(number);
  }

  private void state(ConntrackMessage entry) {
    int state = entry.protocolState();
    if (state >= 0) {
      put(
          switch (entry.protocol()) {
            case Protocol.TCP -> TcpState.name(state);
            case Protocol.SCTP -> SctpState.name(state);
            default -> DccpState.name(state);
          });
      line[at++] = ' ';
    }
  }

  private void flags(int status) {
    if ((status & Status.HW_OFFLOAD) != 0) {
      put("[HW_OFFLOAD] ");
    } else if ((status & Status.OFFLOAD) != 0) {
      put("[OFFLOAD] ");
    } else if ((status & Status.ASSURED) != 0) {
      put("[ASSURED] ");
    }
  }

  private void tuple(TupleView tuple) {
    put("src=");
    address(tuple, tuple.sourceLow(), true);
    put("dst=");
    address(tuple, tuple.destinationLow(), false);
    int protocol = tuple.protocol();
    if (Protocol.isIcmp(protocol)) {
      field("type=", tuple.icmpType());
      field("code=", tuple.icmpCode());
      field("id=", tuple.icmpId());
    } else if (protocol == Protocol.GRE) {
      key("srckey=0x", tuple.sourcePort());
      key("dstkey=0x", tuple.destinationPort());
    } else if (Protocol.hasPorts(protocol)) {
      field("sport=", tuple.sourcePort());
      field("dport=", tuple.destinationPort());
    }
  }

  private void address(TupleView tuple, long low, boolean source) {
    if (tuple.family() == Family.INET) {
      decimal(low >>> 24 & 0xff);
      line[at++] = '.';
      decimal(low >>> 16 & 0xff);
      line[at++] = '.';
      decimal(low >>> 8 & 0xff);
      line[at++] = '.';
      decimal(low & 0xff);
    } else {
      put((source ? tuple.source() : tuple.destination()).toString());
    }
    line[at++] = ' ';
  }

  private void zone(String name, TupleView tuple) {
    if (tuple.zone() != 0) {
      field(name, tuple.zone());
    }
  }

  private void counters(ConntrackMessage entry, Direction direction) {
    int attribute = direction == Direction.ORIGINAL ? CTA_COUNTERS_ORIG : CTA_COUNTERS_REPLY;
    if (!entry.seek(attribute, nest)) {
      return;
    }
    long packets = 0;
    long bytes = 0;
    nest.nest(inner);
    while (inner.next()) {
      switch (inner.type()) {
        case CTA_COUNTERS_PACKETS -> packets = inner.u64();
        case CTA_COUNTERS_BYTES -> bytes = inner.u64();
        default -> {}
      }
    }
    put("packets=");
    decimal(packets);
    put(" bytes=");
    decimal(bytes);
    line[at++] = ' ';
  }

  private void field(ConntrackMessage entry, int attribute, String name, int value) {
    if (entry.has(attribute)) {
      field(name, value);
    }
  }

  private void field(String name, int value) {
    put(name);
    unsigned(value);
  }

  private void key(String name, int value) {
    put(name);
    put(Integer.toHexString(value));
    line[at++] = ' ';
  }

  private void unsigned(int value) {
    decimal(value & 0xffff_ffffL);
    line[at++] = ' ';
  }

  private void decimal(long value) {
    int first = digits.length;
    long rest = value;
    do {
      digits[--first] = (byte) ('0' + Long.remainderUnsigned(rest, 10));
      rest = Long.divideUnsigned(rest, 10);
    } while (rest != 0);
    int count = digits.length - first;
    System.arraycopy(digits, first, line, at, count);
    at += count;
  }

  private void put(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      line[at++] = (byte) ascii.charAt(i);
    }
  }
}
