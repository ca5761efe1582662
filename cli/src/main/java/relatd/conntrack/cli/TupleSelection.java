// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import relatd.conntrack.Address;
import relatd.ctnetlink.TupleView;

/// What one direction of an entry has to be: addresses under masks, ports or keys, ICMP parts.
final class TupleSelection {
  private final Range source;
  private final Range destination;
  private final int sourcePort;
  private final int destinationPort;
  private final int icmpType;
  private final int icmpCode;
  private final int icmpId;

  /// A network as numbers.
  private record Range(long high, long low, long maskHigh, long maskLow) {
    static Range of(Address address, Address mask) {
      Address whole = mask == null ? Address.allOnes(address.family()) : mask;
      Address base = address.and(whole);
      return new Range(base.high(), base.low(), whole.high(), whole.low());
    }

    boolean covers(long otherHigh, long otherLow) {
      return (otherHigh & maskHigh) == high && (otherLow & maskLow) == low;
    }
  }

  private TupleSelection(
      Range source, Range destination, int sourcePort, int destinationPort, int[] icmp) {
    this.source = source;
    this.destination = destination;
    this.sourcePort = sourcePort;
    this.destinationPort = destinationPort;
    this.icmpType = icmp[0];
    this.icmpCode = icmp[1];
    this.icmpId = icmp[2];
  }

  static TupleSelection original(CommandLine line) {
    return new TupleSelection(
        range(line.address(Option.SRC), line.address(Option.MASK_SRC)),
        range(line.address(Option.DST), line.address(Option.MASK_DST)),
        line.value(ProtocolOption.SOURCE),
        line.value(ProtocolOption.DESTINATION),
        new int[] {
          line.value(ProtocolOption.ICMP_TYPE),
          line.value(ProtocolOption.ICMP_CODE),
          line.value(ProtocolOption.ICMP_ID)
        });
  }

  static TupleSelection reply(CommandLine line) {
    return new TupleSelection(
        range(line.address(Option.REPLY_SRC), null),
        range(line.address(Option.REPLY_DST), null),
        line.value(ProtocolOption.REPLY_SOURCE),
        line.value(ProtocolOption.REPLY_DESTINATION),
        new int[] {-1, -1, -1});
  }

  /// Of the connection that announced the entry.
  static TupleSelection master(CommandLine line) {
    return new TupleSelection(
        network(line.masterSource),
        network(line.masterDestination),
        -1,
        -1,
        new int[] {-1, -1, -1});
  }

  private static Range range(Address address, Address mask) {
    return address == null ? null : Range.of(address, mask);
  }

  private static Range network(AddressArgument network) {
    return network == null ? null : Range.of(network.address(), network.mask());
  }

  boolean matches(TupleView tuple) {
    return (source == null || source.covers(tuple.sourceHigh(), tuple.sourceLow()))
        && (destination == null
            || destination.covers(tuple.destinationHigh(), tuple.destinationLow()))
        && is(sourcePort, tuple.sourcePort())
        && is(destinationPort, tuple.destinationPort())
        && is(icmpType, tuple.icmpType())
        && is(icmpCode, tuple.icmpCode())
        && is(icmpId, tuple.icmpId());
  }

  private static boolean is(int wanted, int value) {
    return wanted < 0 || wanted == value;
  }
}
