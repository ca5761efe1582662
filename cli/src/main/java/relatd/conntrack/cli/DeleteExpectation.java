// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import relatd.conntrack.Expectation;
import relatd.conntrack.Tuple;

/// `-D expect`: deletes the expectation of one tuple.
///
/// Better than 1.4.7: success is counted and ends with status 0.
record DeleteExpectation(CommandLine line, Surroundings surroundings, Report report) {

  /// @return how many went
  int run() {
    Tuple expected = new Tuples(line).original();
    try (KernelTables tables = KernelTables.open()) {
      if (!line.isDryRun()) {
        tables.deleteExpectation(expected);
        return 1;
      }
      try (EntryOutput<Expectation> output = EntryOutput.ofExpectations(line, report)) {
        output.show(tables.getExpectation(expected), surroundings.clock().instant());
        return output.count();
      }
    }
  }
}
