// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import relatd.conntrack.Expectation;
import relatd.ctnetlink.ConntrackFilter;
import relatd.ctnetlink.ExpectMessage;

/// `-F`: empties a table, or with `-f` the entries of one family; dry, it lists and counts them.
record FlushCommand(CommandLine line, Surroundings surroundings, Report report) {

  /// @return the exit status
  int run() {
    boolean expect = line.table == Table.EXPECT;
    String name = expect ? "expectation table" : "connection tracking table";
    String entries = expect ? " expectations" : " flow entries";
    if (line.isDryRun()) {
      int count = expect ? listExpectations() : listConntracks();
      report.result(line, count);
      report.say(name + " would be emptied: " + count + entries + ".");
      return 0;
    }
    int before = line.output.json ? new CountCommand(line, surroundings, report).read() : 0;
    try (KernelTables tables = KernelTables.open()) {
      if (expect) {
        tables.flushExpectations();
      } else {
        tables.flush(line.family == null ? ConntrackFilter.ALL : ConntrackFilter.of(line.family));
      }
    }
    report.result(line, before);
    report.say(name + " has been emptied.");
    return 0;
  }

  private int listConntracks() {
    return new DeleteCommand(line, surroundings, report).run();
  }

  private int listExpectations() {
    ExpectMessage message = new ExpectMessage();
    try (KernelTables tables = KernelTables.open();
        EntryOutput<Expectation> output = EntryOutput.ofExpectations(line, report)) {
      tables.dumpExpectations(
          null,
          answer ->
              output.show(message.wrap(answer).toExpectation(), surroundings.clock().instant()));
      return output.count();
    }
  }
}
