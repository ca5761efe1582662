// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;

/// `-L`: shows what a table holds, as it comes from the kernel; nothing is kept.
record ListCommand(CommandLine line, Surroundings surroundings, Report report) {

  /// @return the exit status
  int run() {
    return line.table == Table.EXPECT ? expectations() : conntracks();
  }

  private int conntracks() {
    Selection selection = Selection.of(line, surroundings.clock().instant());
    ConntrackMessage message = new ConntrackMessage();
    LineEncoder lines = LineEncoder.of(line);
    int count;
    try (KernelTables tables = KernelTables.open();
        EntryOutput<Conntrack> output = EntryOutput.ofConntracks(line, report)) {
      tables.dump(
          dump(),
          selection.kernelFilter(),
          answer -> {
            if (!selection.matches(message.wrap(answer))) {
              return;
            }
            if (lines != null && lines.print(message, report.out())) {
              output.shown();
            } else {
              output.show(message.toConntrack(), surroundings.clock().instant());
            }
          });
      count = output.count();
    }
    report.say(count + " flow entries have been shown.");
    return 0;
  }

  private KernelTables.Dump dump() {
    return switch (line.table) {
      case DYING -> KernelTables.Dump.DYING;
      case UNCONFIRMED -> KernelTables.Dump.UNCONFIRMED;
      default -> line.has(Option.ZERO) ? KernelTables.Dump.TABLE_AND_ZERO : KernelTables.Dump.TABLE;
    };
  }

  private int expectations() {
    ExpectSelection selection = new ExpectSelection(line);
    ExpectMessage message = new ExpectMessage();
    int count;
    try (KernelTables tables = KernelTables.open();
        EntryOutput<Expectation> output = EntryOutput.ofExpectations(line, report)) {
      tables.dumpExpectations(
          line.family,
          answer -> {
            if (selection.matches(message.wrap(answer))) {
              output.show(message.toExpectation(), surroundings.clock().instant());
            }
          });
      count = output.count();
    }
    report.say(count + " expectations have been shown.");
    return 0;
  }
}
