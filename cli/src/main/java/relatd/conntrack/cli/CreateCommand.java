// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.Family;
import relatd.conntrack.NatRange;
import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.TcpState;
import relatd.conntrack.Tuple;
import relatd.netlink.NetlinkException;
import relatd.netlink.Operation;
import relatd.posix.Errno;

/// `-I` and `-A`: makes an entry; for `-A` one that exists is no error.
record CreateCommand(CommandLine line, Report report) {

  /// @return how many were made
  int run() {
    try (KernelTables tables = KernelTables.open()) {
      if (line.table == Table.EXPECT) {
        tables.create(new Tuples(line).expectation());
      } else {
        tables.create(entry());
      }
      return 1;
    } catch (NetlinkException refusal) {
      if (line.command == Command.ADD && refusal.is(Errno.EEXIST)) {
        return 0;
      }
      throw refusal;
    }
  }

  private Conntrack entry() {
    Tuples tuples = new Tuples(line);
    Tuple original = tuples.original();
    requireFamily(original);
    ConntrackBuilder entry = Conntrack.of(original, tuples.reply());
    entry.timeout(line.timeout);
    if (line.has(Option.ZONE)) {
      entry.zone(line.zone);
    }
    if (line.status != null) {
      entry.status(line.status.set());
    }
    if (line.mark != null) {
      entry.mark(line.mark.value());
    }
    protocolInfo().ifPresent(entry::protocolInfo);
    range(line.sourceNat).ifPresent(entry::sourceNat);
    range(line.destinationNat).ifPresent(entry::destinationNat);
    if (!line.labelsToAdd.isEmpty()) {
      entry.labels(line.labelsToAdd);
    }
    return entry.build();
  }

  /// The kernel would take one family's ICMP with the other's addresses.
  private static void requireFamily(Tuple tuple) {
    boolean mixed =
        tuple.family() == Family.INET
            ? tuple.protocol() == Protocol.ICMPV6
            : tuple.protocol() == Protocol.ICMP;
    if (mixed) {
      throw new NetlinkException(Operation.of("create a conntrack"), Errno.EINVAL.number(), "");
    }
  }

  private static Optional<NatRange> range(NatArgument nat) {
    if (nat == null) {
      return Optional.empty();
    }
    if (nat.address() == null) {
      throw new UsageException("a translation needs an address with this command");
    }
    return Optional.of(
        nat.port() < 0 ? NatRange.of(nat.address()) : NatRange.of(nat.address(), nat.port()));
  }

  private Optional<ProtocolInfo> protocolInfo() {
    if (!line.has(ProtocolOption.STATE)) {
      return Optional.empty();
    }
    int state = line.value(ProtocolOption.STATE);
    return Optional.of(
        switch (line.protocol) {
          case Protocol.TCP -> tcp(state);
          case Protocol.SCTP ->
              new ProtocolInfo.Sctp(
                  state,
                  OptionalInt.of(line.value(ProtocolOption.ORIGINAL_TAG)),
                  OptionalInt.of(line.value(ProtocolOption.REPLY_TAG)));
          default ->
              new ProtocolInfo.Dccp(
                  state, OptionalInt.of(line.value(ProtocolOption.ROLE)), OptionalLong.empty());
        });
  }

  /// The kernel has seen neither window nor options: it must not judge by them.
  private static ProtocolInfo tcp(int state) {
    int bits = ProtocolInfo.Flags.BE_LIBERAL | ProtocolInfo.Flags.SACK_PERM;
    if (state >= TcpState.TIME_WAIT) {
      bits |= ProtocolInfo.Flags.CLOSE_INIT;
    }
    Optional<ProtocolInfo.Flags> flags = Optional.of(new ProtocolInfo.Flags(bits, bits));
    return new ProtocolInfo.Tcp(state, OptionalInt.empty(), OptionalInt.empty(), flags, flags);
  }
}
