// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import relatd.netlink.Attributes;
import relatd.netlink.MessageWalker;
import relatd.netlink.NetlinkException;
import relatd.text.JsonObject;

/// `-S`: what each CPU counted. Where netlink is refused, the proc file system is shown in the same
/// layout before the refusal is told.
record StatsCommand(CommandLine line, Surroundings surroundings, Report report) {
  /// By the number of their attribute, CTA_STATS_SEARCHED being 1.
  private static final String[] CONNTRACK = {
    "",
    "searched",
    "found",
    "new",
    "invalid",
    "ignore",
    "delete",
    "delete_list",
    "insert",
    "insert_failed",
    "drop",
    "early_drop",
    "error",
    "search_restart",
    "clash_resolve",
    "chaintoolong",
    "unknown1",
    "unknown2",
    "unknown3",
    "unknown4",
  };

  private static final String[] EXPECT = {"", "expect_new", "expect_create", "expect_delete"};

  /// @return the exit status
  int run() {
    boolean expect = line.table == Table.EXPECT;
    try (KernelTables tables = KernelTables.open()) {
      tables.statistics(expect, message -> cpu(message, expect ? EXPECT : CONNTRACK));
    } catch (NetlinkException refusal) {
      if (!expect) {
        fromProc();
      }
      throw refusal;
    }
    return 0;
  }

  private void cpu(MessageWalker message, String[] names) {
    Row row = new Row(message.resourceId());
    Attributes attributes = message.attributes(new Attributes());
    while (attributes.next()) {
      int type = attributes.type();
      if (type > 0 && type < names.length) {
        row.put(names[type], Integer.toUnsignedLong(attributes.u32()));
      }
    }
    row.end();
  }

  /// A header of names, then a line of hexadecimal numbers for each CPU.
  private void fromProc() {
    Path file = surroundings.proc().resolve("net/stat/nf_conntrack");
    try {
      String[] lines = Files.readString(file, StandardCharsets.US_ASCII).split("\n");
      String[] names = lines[0].strip().split("\\s+");
      for (int cpu = 1; cpu < lines.length; cpu++) {
        Row row = new Row(cpu - 1);
        String[] values = lines[cpu].strip().split("\\s+");
        for (int i = 0; i < Math.min(names.length, values.length); i++) {
          row.put(names[i], Long.parseLong(values[i], 16));
        }
        row.end();
      }
    } catch (IOException | NumberFormatException missing) {
      // the refusal that brought us here says enough
    }
  }

  /// A CPU's figures under way.
  private final class Row {
    private final StringBuilder text = new StringBuilder("cpu=");
    private final JsonObject json = new JsonObject().put("v", 1).put("type", "stats");

    Row(int cpu) {
      String number = Integer.toString(cpu);
      text.append(number).repeat(' ', Math.max(0, 4 - number.length())).append('\t');
      json.put("table", line.table.word()).put("cpu", cpu).beginObject("counters");
    }

    void put(String name, long value) {
      text.append(name).append('=').append(value).append(' ');
      json.put(name, value);
    }

    void end() {
      report.line(line.output.json ? json.endObject().toString() : text.toString());
    }
  }
}
