// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

import java.io.PrintStream;
import java.util.List;

/// Chooses the subcommand.
public final class Relatd {
  private static final String USAGE =
      """
      usage: relatd COMMAND [ARGUMENT ...]

        replay [--helper NAME] [--port N=NAME] [--json] [--explain] FILE...
                               what the helpers make of captures (pcap, pcapng, gzip)
        replay --nat-pair OTHER FILE
                               the same session from both sides of a translating router
        check FILE             read a configuration: problems with their place, then what is in effect
        run [--dry-run] -C FILE
                               the daemon in the foreground, as `conntrackd -C FILE'; dry: what the
                               helpers would open is logged, and nothing is opened
        helpers [FILE] [-o json]
                               installed helpers, their ports and policies; with a configuration:
                               which are on, and on which queue
        export [--select OPTION...]
                               entries of the kernel's tables as JSON lines; the options are those
                               of `conntrack -L'
        import [--map A=B] [--zone N=M] [--dry-run] [FILE]
                               makes them again on this machine, with other addresses and zones
        doctor [FILE]          what this kernel allows, what is missing, and the rules to use
        version
      """;

  private final PrintStream out;
  private final PrintStream err;

  public Relatd(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// @return the exit status: 2 for a wrong call
  public int run(List<String> args) {
    if (args.isEmpty()) {
      err.print(USAGE);
      return 2;
    }
    List<String> rest = args.subList(1, args.size());
    try {
      return switch (args.getFirst()) {
        case "replay" -> new ReplayCommand(out, err).run(rest);
        case "check" -> new CheckCommand(out, err).run(rest);
        case "run" -> new RunCommand(out, err).run(rest);
        case "helpers" -> new HelpersCommand(out, err).run(rest);
        case "export" -> new ExportCommand(out, err).run(rest);
        case "import" -> new ImportCommand(System.in, out, err).run(rest);
        case "doctor" -> new DoctorCommand(out, err).run(rest);
        case "version", "--version", "-V" -> print("relatd 0.1.0 (speaks conntrackd 1.4.7)\n");
        case "help", "--help", "-h" -> print(USAGE);
        default -> throw new UsageException("there is no command `" + args.getFirst() + "'");
      };
    } catch (UsageException wrong) {
      err.println("relatd: " + wrong.getMessage());
      err.println("`relatd help' lists the commands");
      return 2;
    }
  }

  private int print(String text) {
    out.print(text);
    return 0;
  }
}
