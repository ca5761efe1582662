// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What `conntrackd -C FILE` prints while it reads its configuration. All of it goes to stderr in
/// log format; stdout gets nothing before the configuration has been accepted.
///
/// Each of the original's lines is there, verbatim and first; ours with the place follows it. A
/// refused file ends the program with [ConfigResult#exitStatus]; an accepted one lets it go on.
public final class ConntrackdOutput {

  private final Supplier<LogStamp> stamp;

  public ConntrackdOutput(Supplier<LogStamp> stamp) {
    this.stamp = stamp;
  }

  /// For the daemon: warnings that the original lacks are there too.
  ///
  /// @return lines of stderr, without their newlines
  public List<String> daemon(ConfigResult result) {
    return lines(result, true);
  }

  /// For the client (`conntrackd -C FILE -s`), which runs in scripts and cron jobs again and again:
  /// only where the original speaks, and what it lacks to make a file refused.
  ///
  /// @return lines of stderr, without their newlines
  public List<String> client(ConfigResult result) {
    return lines(result, false);
  }

  private List<String> lines(ConfigResult result, boolean ownWarnings) {
    List<String> lines = new ArrayList<>();
    for (Problem problem : result.problems()) {
      boolean error = problem.severity() == Severity.ERROR;
      boolean own = error || ownWarnings && problem.severity() == Severity.WARNING;
      String tag = error ? "ERROR" : "warning";
      problem
          .originalText()
          .ifPresent(text -> lines.addAll(List.of(stamp.get().line(tag, text).split("\n", -1))));
      if (own) {
        lines.add(stamp.get().line(tag, problem.located()));
      }
    }
    return lines;
  }
}
