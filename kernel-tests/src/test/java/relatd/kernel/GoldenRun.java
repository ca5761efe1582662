// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A recorded run of a client of conntrackd 1.4.7, or a log that its daemon left.
///
/// @param node 1 for A, 2 for B
/// @param words the command behind `-C FILE`; of another program the whole command
record GoldenRun(
    String name, int node, boolean conntrackd, List<String> words, String out, String err) {
  private static final Pattern SYNC =
      Pattern.compile("10\\.9[89]\\.0\\.|\\b22[45]\\.0\\.0\\.|<dst>224");

  static GoldenRun of(String name) {
    String all = read(name);
    int out = all.indexOf("\n## stdout (");
    int err = all.indexOf("\n## stderr (");
    String command = header(all, "command");
    boolean conntrackd = command.startsWith("conntrackd ");
    List<String> words = List.of(command.split(" "));
    return new GoldenRun(
        name,
        name.replaceFirst(".*?-([AB])(-.*)?$", "$1").equals("B") ? 2 : 1,
        conntrackd,
        conntrackd ? words.subList(3, words.size()) : words,
        all.substring(all.indexOf('\n', out + 1) + 1, err + 1),
        all.substring(all.indexOf('\n', err + 1) + 1));
  }

  private static String read(String name) {
    Path file = Path.of(System.getProperty("relatd.testdata"), "cli", "conntrackd", name + ".txt");
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String header(String all, String name) {
    int at = all.indexOf("## " + name + ": ");
    return all.substring(at + name.length() + 5, all.indexOf('\n', at));
  }

  /// What is left of a client's output when that is gone which is every run's own: times, ids,
  /// order, counters, and the daemons' own conversation, which is tracked like any other.
  static List<String> comparable(String output) {
    Stream<String> lines =
        output.lines().filter(line -> !SYNC.matcher(line).find()).map(GoldenRun::comparableLine);
    // What begins with a protocol or an element is an entry.
    return output.matches("(?s)(<flow|proto=|\\d+ proto=|[a-z0-9]+ +\\d+ ).*")
        ? lines.sorted().toList()
        : lines.toList();
  }

  private static String comparableLine(String line) {
    if (line.startsWith("<flow")) {
      return line.replaceAll("<(id|timeout)>\\d+</", "<$1>N</");
    }
    if (line.contains("src=")) {
      return line.replaceAll("\\[(active since|expires in) \\d+s\\]", "[$1 Ns]")
          .replaceAll(" id=\\d+", " id=N")
          .replaceFirst("^(\\S+ +\\d+) \\d+", "$1 N")
          .replaceFirst("^\\d+ proto", "N proto")
          .replaceFirst("use=\\d+", "use=N");
    }
    return unstamped(line).replaceAll(" *\\b\\d+\\b", "N");
  }

  /// Lines of a log without time, process, and counted things. Whoever began in the foreground says
  /// so.
  static List<String> comparableLog(String log) {
    return log.lines()
        .map(GoldenRun::unstamped)
        .filter(line -> !line.contains("lockfile"))
        .map(line ->
            line.contains("src=")
                ? line.replaceFirst("^[A-Z].*?\t", "")
                    .replaceFirst("^\\d+ ", "N ")
                    .replaceAll("(packets|bytes| id)=\\d+", "$1=N")
                : line.replaceAll("\\d+", "N"))
        .map(line -> line.replace("in console mode", "in daemon mode"))
        .toList();
  }

  private static String unstamped(String line) {
    return line.replaceFirst("^\\[[A-Z][^\\]]*\\] \\(pid=[0-9]+\\) ", "");
  }

  @Override
  public String toString() {
    return name;
  }
}
