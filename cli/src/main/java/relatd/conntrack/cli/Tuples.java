// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import static relatd.conntrack.cli.ProtocolOption.*;

import java.util.Optional;
import relatd.conntrack.Address;
import relatd.conntrack.Expectation;
import relatd.conntrack.Layer4;
import relatd.conntrack.Protocol;
import relatd.conntrack.Tuple;
import relatd.conntrack.TupleMask;

/// Tuples of a command line that names one entry. What is missing of one direction follows from the
/// other.
record Tuples(CommandLine line) {

  Tuple original() {
    return new Tuple(
        first(Option.SRC, Option.REPLY_DST),
        first(Option.DST, Option.REPLY_SRC),
        line.protocol,
        identifiers(first(SOURCE, REPLY_DESTINATION), first(DESTINATION, REPLY_SOURCE)),
        line.originalZone);
  }

  Tuple reply() {
    Layer4 layer4 =
        Protocol.isIcmp(line.protocol)
            ? original().inverse().layer4()
            : identifiers(first(REPLY_SOURCE, DESTINATION), first(REPLY_DESTINATION, SOURCE));
    return new Tuple(
        first(Option.REPLY_SRC, Option.DST),
        first(Option.REPLY_DST, Option.SRC),
        line.protocol,
        layer4,
        line.replyZone);
  }

  boolean hasOriginal() {
    return line.has(Option.SRC) && line.has(Option.DST);
  }

  private Address first(Option one, Option two) {
    return line.has(one) ? line.address(one) : line.address(two);
  }

  private int first(ProtocolOption one, ProtocolOption two) {
    return Math.max(0, line.has(one) ? line.value(one) : line.value(two));
  }

  private Layer4 identifiers(int source, int destination) {
    if (Protocol.isIcmp(line.protocol)) {
      return new Layer4.Icmp(
          Math.max(0, line.value(ICMP_ID)),
          Math.max(0, line.value(ICMP_TYPE)),
          Math.max(0, line.value(ICMP_CODE)));
    }
    return Protocol.hasPorts(line.protocol) ? new Layer4.Ports(source, destination) : Layer4.NONE;
  }

  /// The expectation that `-I expect` describes: `-s -d` name its master.
  Expectation expectation() {
    Tuple expected =
        new Tuple(
            line.address(Option.TUPLE_SRC),
            line.address(Option.TUPLE_DST),
            line.protocol,
            identifiers(
                Math.max(0, line.value(TUPLE_SOURCE)), Math.max(0, line.value(TUPLE_DESTINATION))));
    TupleMask mask =
        new TupleMask(line.address(Option.MASK_SRC), Math.max(0, line.value(MASK_SOURCE)));
    return new Expectation(
        original(), expected, mask, 0, line.timeout, 0, 0, 0, Optional.empty(), "", "");
  }
}
