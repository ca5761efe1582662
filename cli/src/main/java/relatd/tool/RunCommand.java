// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import relatd.daemon.Conntrackd;

/// `relatd run [--dry-run] -C FILE`: the daemon in the foreground, or helpers that do nothing and
/// say what they would do.
final class RunCommand implements Command {
  private static final String DRY_RUN = "--dry-run";

  private final PrintStream out;
  private final PrintStream err;

  RunCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> args) {
    List<String> rest = new ArrayList<>(args);
    boolean dry = rest.remove(DRY_RUN);
    boolean file = rest.size() == 2 && rest.getFirst().equals("-C");
    if (!file && !(rest.isEmpty() && !dry)) {
      throw new UsageException(
          "run takes `-C FILE', with or without `--dry-run', and nothing else");
    }
    Conntrackd daemon = new Conntrackd(out, err);
    return dry ? daemon.dryRun(rest.getLast()) : daemon.run(rest);
  }
}
