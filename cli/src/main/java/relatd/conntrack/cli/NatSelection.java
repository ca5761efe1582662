// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import relatd.conntrack.Address;
import relatd.conntrack.Status;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.TupleView;

/// Which translations an entry has to have. A translation shows in the reply tuple: source
/// translation in its destination, destination translation in its source.
///
/// Better than 1.4.7: IPv6 addresses are compared, too.
final class NatSelection {
  private final NatArgument source;
  private final NatArgument destination;
  private final NatArgument any;
  private final AddressArgument network;

  private NatSelection(CommandLine line) {
    source = line.sourceNat;
    destination = line.destinationNat;
    any = line.anyNat;
    network = line.nat;
  }

  static NatSelection of(CommandLine line) {
    return new NatSelection(line);
  }

  boolean matches(ConntrackMessage entry) {
    return (source == null || matchesSource(entry, source))
        && (destination == null || matchesDestination(entry, destination))
        && (any == null || matchesSource(entry, any) || matchesDestination(entry, any))
        && (network == null || matchesNetwork(entry));
  }

  private static boolean isSource(ConntrackMessage entry) {
    TupleView original = entry.original();
    TupleView reply = entry.reply();
    return (entry.status() & Status.SRC_NAT) != 0
        && (original.sourceHigh() != reply.destinationHigh()
            || original.sourceLow() != reply.destinationLow()
            || original.sourcePort() != reply.destinationPort()
            || original.icmpId() != reply.icmpId());
  }

  private static boolean isDestination(ConntrackMessage entry) {
    TupleView original = entry.original();
    TupleView reply = entry.reply();
    return (entry.status() & Status.DST_NAT) != 0
        && (original.destinationHigh() != reply.sourceHigh()
            || original.destinationLow() != reply.sourceLow()
            || original.destinationPort() != reply.sourcePort());
  }

  private static boolean matchesSource(ConntrackMessage entry, NatArgument wanted) {
    TupleView reply = entry.reply();
    return isSource(entry)
        && is(wanted.address(), reply.destinationHigh(), reply.destinationLow())
        && (wanted.port() < 0 || wanted.port() == reply.destinationPort());
  }

  private static boolean matchesDestination(ConntrackMessage entry, NatArgument wanted) {
    TupleView reply = entry.reply();
    return isDestination(entry)
        && is(wanted.address(), reply.sourceHigh(), reply.sourceLow())
        && (wanted.port() < 0 || wanted.port() == reply.sourcePort());
  }

  private boolean matchesNetwork(ConntrackMessage entry) {
    TupleView reply = entry.reply();
    return isSource(entry) && isInside(reply.destinationHigh(), reply.destinationLow())
        || isDestination(entry) && isInside(reply.sourceHigh(), reply.sourceLow());
  }

  private static boolean is(Address wanted, long high, long low) {
    return wanted == null || wanted.high() == high && wanted.low() == low;
  }

  private boolean isInside(long high, long low) {
    Address base = network.address();
    Address mask = network.mask() == null ? Address.allOnes(base.family()) : network.mask();
    return ((base.high() ^ high) & mask.high()) == 0 && ((base.low() ^ low) & mask.low()) == 0;
  }
}
