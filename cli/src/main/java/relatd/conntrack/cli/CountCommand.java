// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import relatd.netlink.AnswerHandler;
import relatd.netlink.Attributes;
import relatd.netlink.MessageWalker;
import relatd.text.JsonObject;

/// `-C`: how many entries a table has. The kernel counts conntracks; expectations are read.
///
/// (Handlers are classes and not lambdas: this is the command that scripts call every second.)
record CountCommand(CommandLine line, Report report) {
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
