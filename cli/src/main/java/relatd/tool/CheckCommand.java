// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import java.io.PrintStream;
import java.util.List;
import relatd.conf.CheckReport;
import relatd.conf.ConfigPrinter;
import relatd.conf.ConfigReader;
import relatd.conf.ConfigResult;

/// `relatd check FILE`: the problems of a configuration on stderr, what is in effect on stdout.
final class CheckCommand implements Command {
  private final PrintStream out;
  private final PrintStream err;

  CheckCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> args) {
    if (args.size() != 1) {
      throw new UsageException("check takes one file");
    }
    ConfigResult result = ConfigReader.standard().read(args.getFirst());
    CheckReport.lines(result).forEach(err::println);
    result.config().ifPresent(config -> out.print(ConfigPrinter.print(config)));
    return result.exitStatus();
  }
}
