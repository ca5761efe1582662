// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.io.PrintStream;
import java.util.List;
import relatd.netlink.NetlinkException;

/// The program conntrack.
public final class ConntrackTool {
  private static final int WRONG_USAGE = 2;

  private final Surroundings surroundings;
  private final Report report;
  private final EventStop stop;

  public ConntrackTool(PrintStream out, PrintStream err) {
    this(out, err, Surroundings.ofSystem(), null);
  }

  /// @param stop what ends a stream of events; null for signals
  ConntrackTool(PrintStream out, PrintStream err, Surroundings surroundings, EventStop stop) {
    this.surroundings = surroundings;
    this.report = new Report(out, err);
    this.stop = stop;
  }

  /// @return the exit status
  public int run(List<String> words) {
    try {
      if (words.size() > 1 && isLoadFile(words.getFirst())) {
        return load(words.get(1));
      }
      CommandLine line = CommandLineParser.parse(words, surroundings, report.err());
      return obey(line);
    } catch (UsageException wrong) {
      report.wrongUsage(wrong.getMessage());
      return WRONG_USAGE;
    } catch (CommandFailure failure) {
      report.say(failure.getMessage());
      return 1;
    }
  }

  private static boolean isLoadFile(String word) {
    return word.equals("-R") || word.equals("--load-file");
  }

  private int load(String file) {
    for (CommandLine line : LoadFile.read(file, surroundings, report)) {
      try {
        perform(line);
      } catch (NetlinkException refusal) {
        return refused(line, refusal);
      }
    }
    return 0;
  }

  private int obey(CommandLine line) {
    if (line.command == null || line.command == Command.HELP) {
      report.raw(Usage.of(line));
      return 0;
    }
    if (line.command == Command.VERSION) {
      report.line("conntrack v1.4.7 (conntrack-tools)");
      return 0;
    }
    try {
      return status(line, perform(line));
    } catch (NetlinkException refusal) {
      return refused(line, refusal);
    }
  }

  private int refused(CommandLine line, NetlinkException refusal) {
    report.out().flush();
    report.failed(Refusals.text(line.command, line.table, refusal.errno()));
    return 1;
  }

  /// @return entries changed, or for commands that change none their exit status
  private int perform(CommandLine line) {
    return switch (line.command) {
      case COUNT -> new CountCommand(line, surroundings, report).run();
      case LIST -> new ListCommand(line, surroundings, report).run();
      case GET -> new GetCommand(line, surroundings, report).run();
      case CREATE, ADD -> new CreateCommand(line, report).run();
      case DELETE -> delete(line);
      case UPDATE -> new UpdateCommand(line, surroundings, report).run();
      case FLUSH -> new FlushCommand(line, surroundings, report).run();
      case STATS -> new StatsCommand(line, surroundings, report).run();
      case EVENT -> events(line);
      case HELP, VERSION -> 0;
    };
  }

  private int delete(CommandLine line) {
    return line.table == Table.EXPECT
        ? new DeleteExpectation(line, surroundings, report).run()
        : new DeleteCommand(line, surroundings, report).run();
  }

  private int events(CommandLine line) {
    EventStop until = stop == null ? EventStop.ofSignals() : stop;
    int status = new EventCommand(line, surroundings, report, until).run();
    report.out().flush();
    report.err().flush();
    until.ended(status);
    return status;
  }

  /// The summary of a command that changes entries; nothing deleted or updated is status 1.
  private int status(CommandLine line, int result) {
    String done =
        switch (line.command) {
          case CREATE -> line.table == Table.EXPECT ? null : "created.";
          case ADD -> "added.";
          case UPDATE -> "updated.";
          case DELETE -> "deleted.";
          default -> null;
        };
    if (done == null) {
      return line.command == Command.CREATE ? 0 : result;
    }
    boolean changes = line.command == Command.UPDATE || line.command == Command.DELETE;
    if (changes) {
      report.result(line, result);
    }
    String entries = line.table == Table.EXPECT ? " expectations" : " flow entries";
    report.say(result + entries + (line.isDryRun() ? " would be " : " have been ") + done);
    return changes && result == 0 && !line.has(Option.IGNORE_MISSING) ? 1 : 0;
  }
}
