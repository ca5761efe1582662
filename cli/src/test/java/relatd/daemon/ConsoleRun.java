// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import relatd.cli.Transcript;

/// A recorded run of the daemon in the foreground, and what ours is to say.
///
/// @param signal by whose name it was stopped; empty when it ended by itself
/// @param out lines of stdout, without their stamps
record ConsoleRun(
    String name,
    String configuration,
    Optional<String> signal,
    int status,
    List<String> out,
    List<String> err) {
  private static final Pattern STOPPED = Pattern.compile("stopped by SIG([A-Z]+)");
  private static final int KILLED = 137;

  static ConsoleRun of(Transcript golden) {
    String all = read("conntrackd/" + golden.name());
    String configuration =
        all.lines()
            .filter(line -> line.startsWith("|"))
            .map(line -> line.substring(Math.min(2, line.length())))
            .collect(Collectors.joining("\n"));
    Matcher stopped = STOPPED.matcher(all);
    ConsoleRun theirs =
        new ConsoleRun(
            golden.name(),
            configuration,
            stopped.find() ? Optional.of(stopped.group(1)) : Optional.empty(),
            golden.status() < 0 ? KILLED : golden.status(),
            golden.out().lines().toList(),
            golden.err().lines().toList());
    return theirs.changed(read("console-ours"));
  }

  /// Blocks of lines `# reason`, `NAME exits STATUS`, `out LINE`, `err LINE`, with all that ours
  /// says.
  private ConsoleRun changed(String changes) {
    for (String block : changes.split("\n\n")) {
      List<String> begin = stream(block.lines().toList(), name + " exits ");
      if (!begin.isEmpty()) {
        int ours = Integer.parseInt(begin.getFirst());
        return new ConsoleRun(
            name,
            configuration,
            ours == 1 ? Optional.empty() : signal,
            ours,
            stream(block.lines().toList(), "out "),
            stream(block.lines().toList(), "err "));
      }
    }
    return this;
  }

  private static List<String> stream(List<String> lines, String begin) {
    return lines.stream()
        .filter(line -> line.startsWith(begin))
        .map(line -> line.substring(begin.length()))
        .toList();
  }

  /// Ended hard: nobody can clean up.
  boolean leavesFiles() {
    return status == KILLED;
  }

  private static String read(String name) {
    Path file = Path.of(System.getProperty("relatd.testdata"), "cli", name + ".txt");
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
