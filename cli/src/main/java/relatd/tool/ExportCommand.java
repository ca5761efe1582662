// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import java.io.PrintStream;
import java.util.List;
import relatd.conntrack.cli.Exporter;

/// `relatd export [--select OPTION...]`: entries of the kernel's tables for `relatd import`.
final class ExportCommand implements Command {
  static final String SELECT = "--select";

  private final PrintStream out;
  private final PrintStream err;

  ExportCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> args) {
    if (!args.isEmpty() && !args.getFirst().equals(SELECT)) {
      throw new UsageException("export takes `--select' and options of `conntrack -L' behind it");
    }
    return new Exporter(out, err).run(args.isEmpty() ? args : args.subList(1, args.size()));
  }
}
