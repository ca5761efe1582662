// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.util.OptionalInt;
import relatd.netlink.AnswerHandler;
import relatd.netlink.Attributes;
import relatd.netlink.MessageWalker;
import relatd.posix.ProcNumber;
import relatd.text.JsonObject;

/// `-C`: how many entries a table has. The kernel counts conntracks; expectations are read.
///
/// This is the command that scripts call every second: the proc file system has the same counter of
/// the same namespace, without the milliseconds that a netlink socket costs and without privilege.
record CountCommand(CommandLine line, Surroundings surroundings, Report report) {
  private static final String COUNTER = "sys/net/netfilter/nf_conntrack_count";
  private static final int GLOBAL_ENTRIES = 1; // CTA_STATS_GLOBAL_ENTRIES

  /// @return the exit status
  int run() {
    int count = read();
    if (line.output.json) {
      report.line(
          new JsonObject()
              .put("v", 1)
              .put("type", "count")
              .put("table", line.table.word())
              .put("count", Integer.toUnsignedLong(count))
              .toString());
    } else {
      report.line(Integer.toUnsignedString(count));
    }
    return 0;
  }

  int read() {
    if (line.table != Table.EXPECT) {
      OptionalInt counted = ProcNumber.read(surroundings.proc().resolve(COUNTER));
      if (counted.isPresent()) {
        return counted.getAsInt();
      }
    }
    try (KernelTables tables = KernelTables.open()) {
      if (line.table == Table.EXPECT) {
        Messages messages = new Messages();
        tables.dumpExpectations(null, messages);
        return messages.count;
      }
      Total total = new Total();
      tables.totals(total);
      return total.entries;
    }
  }

  private static final class Messages implements AnswerHandler {
    private int count;

    @Override
    public void answer(MessageWalker message) {
      count++;
    }
  }

  private static final class Total implements AnswerHandler {
    private int entries;

    @Override
    public void answer(MessageWalker message) {
      Attributes attributes = message.attributes(new Attributes());
      while (attributes.next()) {
        if (attributes.type() == GLOBAL_ENTRIES) {
          entries = attributes.u32();
        }
      }
    }
  }
}
