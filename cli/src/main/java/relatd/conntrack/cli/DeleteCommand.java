// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import relatd.conntrack.Conntrack;
import relatd.ctnetlink.ConntrackMessage;
import relatd.netlink.NetlinkException;
import relatd.posix.Errno;

/// `-D`: deletes every entry that the options select, and shows it.
///
/// Better than 1.4.7: an entry that has vanished meanwhile is passed over.
record DeleteCommand(CommandLine line, Surroundings surroundings, Report report) {

  /// @return how many went
  int run() {
    Selection selection = Selection.of(line, surroundings.clock().instant());
    ConntrackMessage message = new ConntrackMessage();
    try (KernelTables listing = KernelTables.open();
        KernelTables changes = KernelTables.open();
        EntryOutput<Conntrack> output = EntryOutput.ofConntracks(line, report)) {
      listing.dump(
          KernelTables.Dump.TABLE,
          selection.kernelFilter(),
          answer -> {
            if (selection.matches(message.wrap(answer))) {
              Conntrack entry = message.toConntrack();
              if (line.isDryRun() || delete(changes, entry)) {
                output.show(entry, surroundings.clock().instant());
              }
            }
          });
      return output.count();
    }
  }

  private static boolean delete(KernelTables tables, Conntrack entry) {
    try {
      tables.delete(entry);
      return true;
    } catch (NetlinkException refusal) {
      if (refusal.is(Errno.ENOENT)) {
        return false;
      }
      throw refusal;
    }
  }
}
