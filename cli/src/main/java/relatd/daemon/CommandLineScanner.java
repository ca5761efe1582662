// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import relatd.daemon.CommandLine.Action;

/// Walks the arguments of conntrackd from left to right.
final class CommandLineScanner {
  /// A table word and the request it means.
  private record Word(String text, Request request) {}

  private static final String[] TABLES = {"ct", "expect", "all"};

  /// Requests of a table option for: ct, expect, all.
  private static final Map<Character, Request[]> TABLE_OPTIONS =
      Map.of(
          'i', requests(Request.CT_DUMP_INTERNAL, Request.EXP_DUMP_INTERNAL, null),
          'e', requests(Request.CT_DUMP_EXTERNAL, Request.EXP_DUMP_EXTERNAL, null),
          'c', requests(Request.CT_COMMIT, Request.EXP_COMMIT, Request.ALL_COMMIT),
          'F',
              requests(Request.CT_FLUSH_MASTER, Request.EXP_FLUSH_MASTER, Request.ALL_FLUSH_MASTER),
          'R',
              requests(
                  Request.CT_RESYNC_MASTER, Request.EXP_RESYNC_MASTER, Request.ALL_RESYNC_MASTER));

  private static final Map<Character, Request> PLAIN_OPTIONS =
      Map.of(
          'n', Request.REQUEST_DUMP,
          'B', Request.SEND_BULK,
          't', Request.RESET_TIMERS,
          'k', Request.KILL);

  /// Tested in this order: the first that the word is a beginning of is meant.
  private static final List<Word> STATISTICS =
      List.of(
          new Word("network", Request.STATS_NETWORK),
          new Word("cache", Request.STATS_CACHE),
          new Word("runtime", Request.STATS_RUNTIME),
          new Word("multicast", Request.STATS_LINK),
          new Word("link", Request.STATS_LINK),
          new Word("rsqueue", Request.STATS_RSQUEUE),
          new Word("process", Request.STATS_PROCESS),
          new Word("queue", Request.STATS_QUEUE),
          new Word("ct", Request.STATS),
          new Word("expect", Request.EXP_STATS),
          new Word("helper", Request.HELPER_STATS));

  private static final List<Word> CACHES =
      List.of(
          new Word("internal", Request.CT_FLUSH_INTERNAL),
          new Word("external", Request.CT_FLUSH_EXTERNAL),
          new Word("all", Request.ALL_FLUSH_CACHE));

  private final List<String> args;
  private final List<String> warnings = new ArrayList<>();
  private Optional<Request> request = Optional.empty();
  private Optional<String> error = Optional.empty();
  private Action action = Action.CONSOLE;
  private String configFile = CommandLine.DEFAULT_CONFIG;
  private boolean showUsage;
  private boolean daemon;
  private int at;

  CommandLineScanner(List<String> args) {
    this.args = args;
  }

  CommandLine scan() {
    while (at < args.size() && action == Action.CONSOLE) {
      argument(args.get(at++));
    }
    if (action == Action.CONSOLE && request.isPresent()) {
      action = Action.CLIENT;
      if (daemon) {
        refuse("Invalid parameters", true);
      }
    } else if (action == Action.CONSOLE && daemon) {
      action = Action.DAEMON;
    }
    return new CommandLine(action, request, configFile, warnings, error, showUsage);
  }

  private void argument(String argument) {
    char option = argument.length() > 1 ? argument.charAt(1) : ' ';
    switch (option) {
      case 'd' -> daemon = true;
      case 'C' -> configFile();
      case 'x' -> xml();
      case 's' -> request = word('s', STATISTICS, Request.STATS);
      case 'f' -> request = word('f', CACHES, Request.ALL_FLUSH_CACHE);
      case 'v' -> action = Action.VERSION;
      case 'h' -> action = Action.HELP;
      default -> {
        if (TABLE_OPTIONS.containsKey(option)) {
          table(TABLE_OPTIONS.get(option));
        } else if (PLAIN_OPTIONS.containsKey(option)) {
          request = Optional.of(PLAIN_OPTIONS.get(option));
        } else if (argument.equals("-o")) {
          output();
        } else {
          refuse("Unknown option: " + argument, true);
        }
      }
    }
  }

  /// Without a name the original complains and goes on with the default file; scripts may rely on
  /// it.
  private void configFile() {
    if (at < args.size()) {
      configFile = args.get(at++);
    } else {
      showUsage = true;
      error = Optional.of("Missing config filename");
    }
  }

  private void xml() {
    Request before = request.orElse(null);
    Request xml =
        switch (before) {
          case CT_DUMP_INTERNAL -> Request.CT_DUMP_INTERNAL_XML;
          case CT_DUMP_EXTERNAL -> Request.CT_DUMP_EXTERNAL_XML;
          case EXP_DUMP_INTERNAL -> Request.EXP_DUMP_INTERNAL_XML;
          case EXP_DUMP_EXTERNAL -> Request.EXP_DUMP_EXTERNAL_XML;
          case null, default -> null;
        };
    if (xml == null) {
      refuse("Invalid parameters", true);
    } else {
      request = Optional.of(xml);
    }
  }

  /// Ours, behind the request: `-o json`.
  private void output() {
    if (at == args.size() || !args.get(at++).equals("json")) {
      refuse("option `-o' needs a format: json", false);
      return;
    }
    Optional<Request> json = request.flatMap(Request::json);
    if (json.isEmpty()) {
      refuse("there is no JSON of that: -o json goes behind -s, -i or -e", false);
    }
    request = json;
  }

  private void table(Request[] meanings) {
    Request all = meanings[2] == null ? meanings[0] : meanings[2];
    request = Optional.of(all);
    if (at < args.size() && !args.get(at).startsWith("-")) {
      for (int i = 0; i < TABLES.length; i++) {
        if (TABLES[i].startsWith(args.get(at))) {
          request = Optional.of(meanings[i] == null ? meanings[0] : meanings[i]);
          at++;
          return;
        }
      }
    }
  }

  private Optional<Request> word(char option, List<Word> words, Request without) {
    if (at == args.size() || args.get(at).startsWith("-")) {
      return Optional.of(without);
    }
    String given = args.get(at++);
    for (Word word : words) {
      if (word.text().startsWith(given)) {
        if (word.text().equals("multicast")) {
          warnings.add("use `link' instead of `multicast' as parameter.");
        }
        return Optional.of(word.request());
      }
    }
    refuse("unknown parameter `%s' for option `-%c'".formatted(given, option), false);
    return Optional.empty();
  }

  private void refuse(String why, boolean usage) {
    action = Action.REFUSE;
    error = Optional.of(why);
    showUsage = usage;
  }

  private static Request[] requests(Request ct, Request expect, Request all) {
    return new Request[] {ct, expect, all};
  }
}
