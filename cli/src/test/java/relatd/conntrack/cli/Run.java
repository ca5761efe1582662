// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What a run printed and ended with.
record Run(int status, String out, String err) {
  private static final Pattern TIME_LEFT =
      Pattern.compile(
          "(?m)^((?:\\[[0-9. ]+\\]\t)?(?: *\\[[A-Z]+\\] )?(?:ipv[46] +\\d+ )?\\w+ +\\d+ )\\d+ ");
  private static final Pattern EXPECTED =
      Pattern.compile("(?m)^((?:\\[[0-9. ]+\\]\t)?(?: *\\[[A-Z]+\\] )?)\\d+ proto=");

  /// The same run without what varies (README of the recordings): times, ids, order of entries.
  Run normalised() {
    return new Run(status, sorted(plain(out)), plain(err));
  }

  /// Normalised; and the client's port is a new one in each run, how TCP cuts and acknowledges the
  /// kernel's.
  Run ofTraffic() {
    Run plain = normalised();
    return new Run(
        status,
        plain
            .out
            .replaceAll("(=|port>)4([12])\\d{3}\\b", "$14$2000")
            .replaceAll("packets=\\d+ bytes=\\d+", "packets=N bytes=N")
            .replaceAll("<(packets|bytes)>\\d+<", "<$1>N<")
            .replaceAll("(--[a-z-]+ )4([12])\\d{3}\\b", "$14$2000"),
        plain.err);
  }

  private static String plain(String text) {
    String plain = TIME_LEFT.matcher(text).replaceAll("$1T ");
    return EXPECTED
        .matcher(plain)
        .replaceAll("$1T proto=")
        .replaceAll("(?m)^(-[AUD]) -t \\d+", "$1 -t T")
        .replaceAll("<(timeout|deltatime|id|start|stop)>\\d+</", "<$1>N</")
        .replaceAll(" (id|delta-time)=\\d+", " $1=N")
        .replaceAll("portid=\\d+( progname=\\S+)?", "portid=N")
        .replaceAll("\\[(start|stop)=[^]]+\\]", "[$1=D]")
        .replaceAll("<when>.*?</when>", "<when/>")
        .replaceAll("(?m)^\\[\\d+\\.\\d+ *\\]\t", "[TIME]\t")
        .replaceAll("\"(timeout|id)\":\\d+", "\"$1\":0")
        .replaceAll("(?m)(?<=^cpu=.{1,400})=\\d+ ", "=N ")
        .replaceAll("## \\(no newline at end\\)\n", "");
  }

  /// (XML keeps its frame: the declaration sorts first, and so do both programs' lines.)
  private static String sorted(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    lines.sort(null);
    return String.join("\n", lines);
  }
}
