// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import relatd.ctnetlink.ExpectMessage;

/// Which expectations a list or a stream of events shows; 1.4.7 knows the family alone.
final class ExpectSelection {
  private final CommandLine line;
  private final TupleSelection master;

  ExpectSelection(CommandLine line) {
    this.line = line;
    master = TupleSelection.master(line);
  }

  boolean matches(ExpectMessage entry) {
    long timeout = Integer.toUnsignedLong(entry.timeout());
    return (line.family == null || entry.family() == line.family)
        && (!line.has(Option.TIMEOUT_MIN) || timeout >= line.timeoutMin)
        && (!line.has(Option.TIMEOUT_MAX) || timeout <= line.timeoutMax)
        && master.matches(entry.master())
        && (line.helper == null || line.helper.equals(entry.helper()));
  }
}
