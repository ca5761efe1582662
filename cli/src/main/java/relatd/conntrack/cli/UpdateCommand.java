// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.util.Optional;
import java.util.OptionalInt;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Labels;
import relatd.ctnetlink.ConntrackMessage;
import relatd.netlink.NetlinkException;
import relatd.posix.Errno;

/// `-U`: changes every entry that the options select and that would not stay as it is, and shows
/// what became of it. A refusal is told, and the rest goes on.
record UpdateCommand(CommandLine line, Surroundings surroundings, Report report) {

  /// @return how many were changed
  int run() {
    Selection selection = Selection.of(line, surroundings.clock().instant());
    Changes changes = new Changes(line);
    ConntrackMessage message = new ConntrackMessage();
    try (KernelTables listing = KernelTables.open();
        KernelTables tables = KernelTables.open();
        EntryOutput<Conntrack> output = EntryOutput.ofConntracks(line, report)) {
      listing.dump(
          KernelTables.Dump.TABLE,
          selection.kernelFilter(),
          answer -> {
            if (selection.matches(message.wrap(answer))) {
              change(tables, changes, message.toConntrack(), output);
            }
          });
      return output.count();
    }
  }

  private void change(
      KernelTables tables, Changes changes, Conntrack entry, EntryOutput<Conntrack> output) {
    Optional<Conntrack> wanted = changes.of(entry);
    if (wanted.isEmpty()) {
      return;
    }
    if (line.isDryRun()) {
      output.show(entry, surroundings.clock().instant());
      return;
    }
    try {
      Optional<Labels> mask = changes.labelMask();
      tables.update(wanted.get(), mask);
      OptionalInt zone = entry.zone();
      output.show(tables.get(entry.original(), false, zone), surroundings.clock().instant());
    } catch (NetlinkException refusal) {
      if (!refusal.is(Errno.ENOENT)) {
        report
            .err()
            .println(
                "Operation failed: " + Refusals.text(line.command, line.table, refusal.errno()));
      }
    }
  }
}
