// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.util.EnumMap;
import java.util.EnumSet;
import relatd.conntrack.Address;
import relatd.conntrack.Family;
import relatd.conntrack.Labels;
import relatd.text.LabelNames;

/// A command line taken apart: what [CommandLineParser] fills and everybody else reads. Fields of
/// options that were not given are null, 0 or -1, as each says.
final class CommandLine {
  /// Null when no command was given.
  Command command;

  Table table = Table.CONNTRACK;
  private final EnumSet<Option> given = EnumSet.noneOf(Option.class);
  private final EnumMap<Option, Address> addresses = new EnumMap<>(Option.class);
  private final EnumMap<ProtocolOption, Integer> identifiers = new EnumMap<>(ProtocolOption.class);

  /// Null for any.
  Family family;

  /// -1 for any.
  int protocol = -1;

  /// As the user wrote it.
  String protocolName = "";

  ProtocolOptions protocolOptions;
  int timeout;
  StatusWords status;
  MarkArgument mark;
  int id;
  int secmark;
  int zone;
  int originalZone;
  int replyZone;
  int bufferSize;
  EventGroups events;
  NatArgument sourceNat;
  NatArgument destinationNat;
  NatArgument anyNat;
  AddressArgument nat;
  AddressArgument masterSource;
  AddressArgument masterDestination;
  String helper;
  long timeoutMin;
  long timeoutMax;
  long ageMin;
  long ageMax;

  /// Labels that an entry must have.
  Labels labels = Labels.NONE;

  Labels labelsToAdd = Labels.NONE;

  /// Null for all of them.
  Labels labelsToDelete;

  /// Null unless labels are to be shown.
  LabelNames labelNames;

  final OutputChoice output = new OutputChoice();

  boolean has(Option option) {
    return given.contains(option);
  }

  void give(Option option) {
    given.add(option);
  }

  boolean has(ProtocolOption option) {
    return identifiers.containsKey(option);
  }

  void give(ProtocolOption option, int value) {
    identifiers.put(option, value);
  }

  /// What a protocol's option was set to; -1 when it was not.
  int value(ProtocolOption option) {
    Integer value = identifiers.get(option);
    return value == null ? -1 : value;
  }

  void give(Option option, Address address) {
    given.add(option);
    addresses.put(option, address);
  }

  /// Null when it was not given.
  Address address(Option option) {
    return addresses.get(option);
  }

  /// All addresses of a command line are of one family.
  void require(Family wanted) {
    if (family != null && family != wanted) {
      throw new UsageException("mismatched address family");
    }
    family = wanted;
  }

  boolean isDryRun() {
    return has(Option.DRY_RUN);
  }

  boolean showsLabels() {
    return labelNames != null;
  }
}
