// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import java.io.PrintStream;
import java.util.List;
import relatd.daemon.Conntrackd;

/// `relatd run [-C FILE]`: the daemon in the foreground.
final class RunCommand implements Command {
  private final PrintStream out;
  private final PrintStream err;

  RunCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> args) {
    boolean file = args.size() == 2 && args.getFirst().equals("-C");
    if (!args.isEmpty() && !file) {
      throw new UsageException("run takes `-C FILE' and nothing else");
    }
    return new Conntrackd(out, err).run(args);
  }
}
