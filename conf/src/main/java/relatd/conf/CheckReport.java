// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.util.ArrayList;
import java.util.List;

/// What `relatd check FILE` says about a file: one line per problem, which an editor can follow,
/// and a verdict. The effective configuration is [ConfigPrinter]'s.
public final class CheckReport {

  private CheckReport() {}

  /// @return lines without their newlines; the last one is the verdict
  public static List<String> lines(ConfigResult result) {
    List<String> lines = new ArrayList<>();
    for (Problem problem : result.problems()) {
      String word = problem.severity().word() + ": ";
      lines.add(problem.located().replaceFirst(": ", ": " + word));
    }
    lines.add(verdict(result));
    return lines;
  }

  private static String verdict(ConfigResult result) {
    long errors = count(result, Severity.ERROR);
    long warnings = count(result, Severity.WARNING);
    return "%s: %s, %s, %s"
        .formatted(
            result.file(),
            result.accepted() ? "accepted" : "refused",
            counted(errors, "error"),
            counted(warnings, "warning"));
  }

  private static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static long count(ConfigResult result, Severity severity) {
    return result.problems().stream().filter(p -> p.severity() == severity).count();
  }
}
