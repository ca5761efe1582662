// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import relatd.cthelper.CtHelperTable;
import relatd.cttimeout.CtTimeout;
import relatd.cttimeout.CtTimeoutTable;
import relatd.netlink.NetlinkException;
import relatd.posix.Errno;

/// The program nfct. Words may be shortened and come in both orders, `nfct add helper` and `nfct
/// helper add`. Better than the original: help and version can be reached, and refusals come with a
/// second line that says what to do.
public final class Nfct {
  private static final String PREFIX = "nfct v1.4.7: ";
  private static final String USAGE = "Usage: nfct command subsystem [parameters]...";
  private static final List<String> COMMANDS =
      List.of("list", "add", "delete", "get", "flush", "disable", "default-set", "default-get");
  private static final List<String> SUBSYSTEMS = List.of("timeout", "helper", "version", "help");
  private static final String HELP =
      """
      nfct v1.4.7: utility for the Netfilter's Connection Tracking System
      Usage: nfct command subsystem [parameters]...

      Subsystem helper:
        list helper
        add helper NAME inet|inet6 tcp|udp
        get helper NAME [inet|inet6 [tcp|udp]]
        delete helper NAME [inet|inet6 [tcp|udp]]
        disable helper NAME inet|inet6 tcp|udp
        flush helper
      Subsystem timeout:
        list timeout
        add timeout NAME inet|inet6 PROTOCOL STATE SECONDS ...
        get timeout NAME
        delete timeout NAME
        flush timeout
        default-get timeout inet|inet6 PROTOCOL
        default-set timeout inet|inet6 PROTOCOL STATE SECONDS ...
      With list, get and default-get, `-o json' at the end: one JSON object a line
      """;
  private static final String VERSION =
      "nfct v1.4.7: utility for the Netfilter's Connection Tracking System (relatd 0.1.0)\n";

  private final PrintStream out;
  private final PrintStream err;

  public Nfct(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// @return the exit status
  public int run(List<String> args) {
    if (args.size() == 1 && isOneOf(args.getFirst(), "help", "--help", "-h")) {
      return print(HELP);
    }
    if (args.size() == 1 && isOneOf(args.getFirst(), "version", "--version", "-V")) {
      return print(VERSION);
    }
    if (args.size() < 2) {
      return usage(Optional.empty());
    }
    Optional<String> first = word(COMMANDS, args.get(0));
    Optional<String> subsystem = word(SUBSYSTEMS, args.get(first.isPresent() ? 1 : 0));
    if (subsystem.isEmpty()) {
      return usage(Optional.of("Unknown subsystem: " + args.getFirst()));
    }
    Optional<String> command = first.isPresent() ? first : word(COMMANDS, args.get(1));
    if (command.isEmpty()) {
      return usage(Optional.of("Unknown command: " + args.getFirst()));
    }
    List<String> parameters = args.subList(2, args.size());
    return switch (subsystem.get()) {
      case "version" -> print(VERSION);
      case "help" -> print(HELP);
      case "helper" -> answered(() -> helper(command.get(), parameters));
      default -> answered(() -> timeout(command.get(), parameters));
    };
  }

  private static String helper(String command, List<String> parameters) {
    if (command.startsWith("default-")) {
      throw new NfctException(
          "Unknown command: helper\n"
              + PREFIX
              + "Missing command\n"
              + "nfct helper list|add|delete|disable|get|flush [parameters...]");
    }
    OutputWords output = OutputWords.of(command, parameters);
    HelperParameters wanted = HelperParameters.parse(command, output.others());
    try (CtHelperTable table = CtHelperTable.open()) {
      return new HelperCommands(table, output.json()).run(command, wanted);
    }
  }

  private static String timeout(String command, List<String> parameters) {
    if (command.equals("disable")) {
      throw new NfctException(
          "Missing command\n"
              + "nfct <list|add|delete|get|default-set|default-get|flush> timeout"
              + " [<parameters>, ...]");
    }
    OutputWords output = OutputWords.of(command, parameters);
    CtTimeout wanted = TimeoutParameters.parse(command, output.others());
    try (CtTimeoutTable table = CtTimeoutTable.open()) {
      return new TimeoutCommands(table, output.json()).run(command, wanted);
    }
  }

  private int answered(Supplier<String> command) {
    try {
      return print(command.get());
    } catch (NfctException | IllegalArgumentException wrong) {
      return fail(wrong.getMessage());
    } catch (NetlinkException refusal) {
      err.println(PREFIX + "netlink error: " + Errno.text(refusal.errno()));
      err.println(PREFIX + refusal.getMessage());
      return 1;
    }
  }

  /// The first of the words that begins like this.
  private static Optional<String> word(List<String> words, String given) {
    return words.stream().filter(word -> word.startsWith(given)).findFirst();
  }

  private static boolean isOneOf(String given, String... words) {
    return List.of(words).contains(given);
  }

  private int print(String text) {
    out.print(text);
    return 0;
  }

  private int fail(String message) {
    err.println(PREFIX + message);
    return 1;
  }

  private int usage(Optional<String> why) {
    why.ifPresent(message -> err.println(PREFIX + message));
    err.println(USAGE);
    return 1;
  }
}
