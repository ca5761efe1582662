// SPDX-License-Identifier: Apache-2.0
package relatd.nfct.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import relatd.cthelper.CtHelperTable;
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
    Optional<String> command = word(COMMANDS, args.get(0));
    Optional<String> subsystem = word(SUBSYSTEMS, args.get(command.isPresent() ? 1 : 0));
    if (subsystem.isEmpty()) {
      return usage(Optional.of("Unknown subsystem: " + args.getFirst()));
    }
    if (command.isEmpty()) {
      command = word(COMMANDS, args.get(1));
    }
    if (command.isEmpty()) {
      return usage(Optional.of("Unknown command: " + args.getFirst()));
    }
    List<String> parameters = args.subList(2, args.size());
    return switch (subsystem.get()) {
      case "version" -> print(VERSION);
      case "help" -> print(HELP);
      case "helper" -> helper(command.get(), parameters);
      default ->
          fail("subsystem timeout is not in this version of relatd yet; use Debian's package nfct");
    };
  }

  private int helper(String command, List<String> parameters) {
    if (command.startsWith("default-")) {
      err.println(PREFIX + "Unknown command: helper");
      err.println(PREFIX + "Missing command");
      err.println("nfct helper list|add|delete|disable|get|flush [parameters...]");
      return 1;
    }
    try {
      HelperParameters wanted = HelperParameters.parse(command, parameters);
      try (CtHelperTable table = CtHelperTable.open()) {
        out.print(new HelperCommands(table).run(command, wanted));
        return 0;
      }
    } catch (NfctException wrong) {
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
