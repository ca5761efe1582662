// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

/// Judges a command line that has been read: the order of the checks is 1.4.7's, because the first
/// complaint is the one that scripts see.
record CommandLineCheck(CommandLine line) {
  /// What `-z` cannot go with: everything that selects.
  private static final Option[] NO_FILTERS = {
    Option.ZERO, Option.OUTPUT, Option.FAMILY, Option.NAT_RANGE
  };

  void check() {
    if (line.anyNat != null && (line.sourceNat != null || line.destinationNat != null)) {
      throw new UsageException("cannot specify `--src-nat' or `--dst-nat' with `--any-nat'");
    }
    // Without a command there is nothing that an option could belong to.
    Command command = line.command == null ? Command.VERSION : line.command;
    Legality.of(command, line.table).check(line);
    if (line.protocolOptions != null) {
      line.protocolOptions.check(line);
    }
    if (line.has(Option.ZERO)) {
      refuseFilters();
    }
    requireBeside(Option.MASK_SRC, Option.SRC, "src");
    requireBeside(Option.MASK_DST, Option.DST, "dst");
    refuseImpossible(command);
  }

  private void refuseFilters() {
    for (Option option : Option.values()) {
      if (line.has(option) && !isOneOf(option)) {
        throw new UsageException("Can't use -z with filtering parameters");
      }
    }
  }

  private static boolean isOneOf(Option option) {
    for (Option allowed : NO_FILTERS) {
      if (option == allowed) {
        return true;
      }
    }
    return false;
  }

  /// (Expectations have masks for `--tuple-src` and `--tuple-dst`.)
  private void requireBeside(Option mask, Option address, String name) {
    if (line.table != Table.EXPECT && line.has(mask) && !line.has(address)) {
      throw new UsageException("Can't use --mask-" + name + " without --" + name);
    }
  }

  private void refuseImpossible(Command command) {
    boolean filters = command.selects() && command != Command.UPDATE;
    if (filters && line.status != null && line.status.contradicts()) {
      throw new UsageException("--status wants and denies the same bit");
    }
  }
}
