// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.io.PrintStream;
import java.util.List;
import relatd.conntrack.Address;
import relatd.conntrack.Family;
import relatd.conntrack.Labels;
import relatd.text.LabelNames;
import relatd.text.OutputOption;

/// Reads a command line, from left to right, and then judges it as a whole.
final class CommandLineParser {
  private final Surroundings surroundings;
  private final PrintStream err;
  private final CommandLine line = new CommandLine();
  private LabelMap labelMap;

  private CommandLineParser(Surroundings surroundings, PrintStream err) {
    this.surroundings = surroundings;
    this.err = err;
  }

  /// @throws UsageException when it cannot be obeyed
  static CommandLine parse(List<String> words, Surroundings surroundings, PrintStream err) {
    return new CommandLineParser(surroundings, err).read(words);
  }

  private CommandLine read(List<String> words) {
    OptionScanner scanner = new OptionScanner(words);
    for (Switch next = scanner.next(); next != null; next = scanner.next()) {
      if (next instanceof Command command) {
        take(command, scanner.value());
      } else if (next instanceof ProtocolOption option) {
        line.give(option, new ProtocolValue(line.protocol).parse(option, scanner.value()));
      } else {
        take((Option) next, scanner.value());
        scanner.admit(line.protocolOptions);
      }
    }
    new CommandLineCheck(line).check();
    if (line.output.json && line.labelNames == null) {
      line.labelNames = LabelMap.loadIfThere(surroundings.labels(), err).names();
    }
    return line;
  }

  private void take(Command command, String tableWord) {
    if (tableWord != null) {
      line.table = Table.of(tableWord);
    }
    if (line.command != null) {
      throw new UsageException("Invalid commands combination");
    }
    line.command = command;
    if (line.table == Table.EXPECT && (command == Command.UPDATE || command == Command.ADD)) {
      throw new UsageException("Can't do --" + command.longName() + " on expectations");
    }
    if (line.table.isEndOfLife() && command != Command.LIST) {
      throw new UsageException("Can't do that command with tables `dying' and `unconfirmed'");
    }
  }

  private void take(Option option, String value) {
    switch (option) {
      case SRC -> network(Option.SRC, Option.MASK_SRC, value);
      case DST -> network(Option.DST, Option.MASK_DST, value);
      case TUPLE_SRC -> network(Option.TUPLE_SRC, Option.MASK_SRC, value);
      case TUPLE_DST -> network(Option.TUPLE_DST, Option.MASK_DST, value);
      case REPLY_SRC, REPLY_DST -> address(option, AddressArgument.plain(value, option.longName()));
      case MASK_SRC, MASK_DST -> address(option, AddressArgument.plain(value, option.longName()));
      case PROTONUM -> protocol(value);
      case FAMILY -> line.require(family(value));
      case NAT_RANGE -> {
        err.println("WARNING: ignoring -a, deprecated option.");
        return;
      }
      default -> takeMore(option, value);
    }
    line.give(option);
  }

  private void takeMore(Option option, String value) {
    switch (option) {
      case TIMEOUT -> line.timeout = Numbers.seconds(value);
      case STATUS -> line.status = StatusWords.parse(value);
      case MARK -> line.mark = MarkArgument.parse(value);
      case SECMARK -> line.secmark = Numbers.u32(value);
      case ID -> line.id = Numbers.u32(value);
      case ZONE -> line.zone = Numbers.anyBase(value, 0xffff);
      case ORIG_ZONE -> line.originalZone = Numbers.anyBase(value, 0xffff);
      case REPLY_ZONE -> line.replyZone = Numbers.anyBase(value, 0xffff);
      case EVENT_MASK -> line.events = EventGroups.parse(line.events, value);
      case BUFFER_SIZE -> line.bufferSize = Numbers.decimal(value, Integer.MAX_VALUE / 2);
      case OUTPUT -> output(value);
      case SRC_NAT -> line.sourceNat = nat(option, value);
      case DST_NAT -> line.destinationNat = nat(option, value);
      case ANY_NAT -> line.anyNat = nat(option, value);
      case LABEL -> line.labels = union(line.labels, labels().parse(value));
      case LABEL_ADD -> addLabels(value);
      case LABEL_DEL -> deleteLabels(value);
      default -> takeOurs(option, value);
    }
  }

  private void takeOurs(Option option, String value) {
    switch (option) {
      case NAT -> line.nat = ours(value);
      case MASTER_SRC -> line.masterSource = ours(value);
      case MASTER_DST -> line.masterDestination = ours(value);
      case HELPER -> line.helper = value;
      case TIMEOUT_MIN -> line.timeoutMin = unsigned(value);
      case TIMEOUT_MAX -> line.timeoutMax = unsigned(value);
      case AGE_MIN -> line.ageMin = unsigned(value);
      case AGE_MAX -> line.ageMax = unsigned(value);
      default -> {
        // --zero, --dry-run, --ignore-missing: being there says all
      }
    }
  }

  private static long unsigned(String value) {
    return Integer.toUnsignedLong(Numbers.seconds(value));
  }

  private AddressArgument ours(String value) {
    AddressArgument network = AddressArgument.network(value);
    line.require(network.address().family());
    return network;
  }

  private void network(Option option, Option mask, String value) {
    AddressArgument network = AddressArgument.network(value);
    address(option, network.address());
    if (network.mask() != null) {
      line.give(mask, network.mask());
    }
  }

  private void address(Option option, Address address) {
    line.require(address.family());
    line.give(option, address);
  }

  private NatArgument nat(Option option, String value) {
    NatArgument nat = NatArgument.parse(value, option.longName());
    if (nat.address() != null) {
      line.require(nat.address().family());
    }
    return nat;
  }

  /// The last one decides; the options of the one before stay set, as in 1.4.7.
  private void protocol(String value) {
    line.protocol = ProtocolName.number(value, surroundings.protocols());
    line.protocolName = value;
    line.protocolOptions = ProtocolOptions.of(line.protocol);
  }

  private static Family family(String value) {
    if (value.startsWith("ipv4")) {
      return Family.INET;
    }
    if (value.startsWith("ipv6")) {
      return Family.INET6;
    }
    throw ProtocolName.unsupported(value);
  }

  private void output(String value) {
    line.output.add(value);
    if (line.output.has(OutputOption.LABELS)) {
      labels();
    }
  }

  /// Once labels were named, all output of the run shows them.
  private LabelMap labels() {
    if (labelMap == null) {
      labelMap = LabelMap.load(surroundings.labels(), err);
      LabelNames names = labelMap.names();
      line.labelNames = names;
    }
    return labelMap;
  }

  private void addLabels(String value) {
    line.labelsToAdd = union(line.labelsToAdd, labels().parse(value));
    refuseBoth(Option.LABEL_DEL);
  }

  private void deleteLabels(String value) {
    LabelMap map = labels();
    boolean first = !line.has(Option.LABEL_DEL);
    Labels before = first ? Labels.NONE : line.labelsToDelete;
    line.labelsToDelete = value == null || before == null ? null : union(before, map.parse(value));
    refuseBoth(Option.LABEL_ADD);
  }

  private void refuseBoth(Option other) {
    if (line.has(other)) {
      throw new CommandFailure("cannot use --label-add and --label-del at the same time");
    }
  }

  private static Labels union(Labels one, Labels two) {
    return new Labels(one.low() | two.low(), one.high() | two.high());
  }
}
