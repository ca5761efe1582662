// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import relatd.text.JsonObject;

/// Where a run's output goes: entries to stdout, everything else to stderr.
record Report(PrintStream out, PrintStream err) {
  static final String PREFIX = "conntrack v1.4.7 (conntrack-tools): ";

  void line(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.write('\n');
  }

  void raw(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
  }

  /// A message under the program's name.
  void say(String text) {
    err.println(PREFIX + text);
  }

  void failed(String text) {
    say("Operation failed: " + text);
  }

  void wrongUsage(String text) {
    say(text);
    err.println("Try `conntrack -h' or 'conntrack --help' for more information.");
  }

  /// How a command that changes the table ended, as the last line of JSON output.
  void result(CommandLine line, int count) {
    if (line.output.json) {
      line(
          new JsonObject()
              .put("v", 1)
              .put("type", "result")
              .put("command", line.command.longName())
              .put("table", line.table.word())
              .put("count", count)
              .put("dry_run", line.isDryRun())
              .toString());
    }
  }
}
