// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

/// Which options a command takes, by their keys ([Option#key]).
///
/// @param compulsory must be given
/// @param allowed may be given
/// @param pair whether one complete pair of addresses is compulsory
record Legality(String compulsory, String allowed, boolean pair) {
  /// What selects entries and is not 1.4.7's.
  private static final String OURS = "12345678";

  private static final String FILTERS = "sdrqp{}mfngoc" + OURS;

  static Legality of(Command command, Table table) {
    return table == Table.EXPECT ? ofExpectations(command) : ofConntracks(command);
  }

  private static Legality ofConntracks(Command command) {
    return switch (command) {
      case LIST -> optional(FILTERS + "uzjwl()");
      case EVENT -> optional(FILTERS + "ebjwl()");
      case DELETE -> optional(FILTERS.replace("c", "") + "tuiwl()90");
      case UPDATE -> optional(FILTERS.replace("c", "") + "tuil<>90");
      case CREATE, ADD -> new Legality("pt", "sdrqumngw<()", true);
      case GET -> new Legality("p", "sdrqiol", true);
      case FLUSH -> optional("fo9");
      case COUNT, STATS -> optional("o");
      case HELP -> optional("p");
      case VERSION -> optional("");
    };
  }

  private static Legality ofExpectations(Command command) {
    return switch (command) {
      case LIST -> optional("fo23456");
      case EVENT -> optional("o23456");
      case CREATE -> new Legality("sdpt[]{}", "rqu", false);
      case DELETE -> new Legality("sdp", "rq9", false);
      case GET -> new Legality("sdp", "rqo", false);
      case FLUSH -> optional("o9");
      case COUNT, STATS -> optional("o");
      default -> optional("p");
    };
  }

  private static Legality optional(String keys) {
    return new Legality("", keys, false);
  }

  /// Whether `-o` takes nothing but `json`: where 1.4.7 takes no `-o` at all.
  static boolean isJsonAlone(Command command) {
    return command == Command.FLUSH || command == Command.COUNT || command == Command.STATS;
  }

  void check(CommandLine line) {
    for (Option option : Option.values()) {
      boolean given = line.has(option);
      if (!given && compulsory.indexOf(option.key()) >= 0) {
        throw missing(option.longName());
      }
      if (given && compulsory.indexOf(option.key()) < 0 && allowed.indexOf(option.key()) < 0) {
        throw illegal(option.longName());
      }
    }
    if (line.command != null
        && isJsonAlone(line.command)
        && line.has(Option.OUTPUT)
        && !line.output.isOnlyJson()) {
      throw illegal(Option.OUTPUT.longName());
    }
    if (pair) {
      requirePair(
          line.has(Option.SRC) ? 1 : 0,
          line.has(Option.DST) ? 1 : 0,
          line.has(Option.REPLY_SRC) ? 1 : 0,
          line.has(Option.REPLY_DST) ? 1 : 0,
          "`--src' and `--dst'",
          "`--reply-src' and `--reply-dst'");
    }
  }

  /// One direction has to be whole; the message names the one that was begun.
  static void requirePair(
      int source, int destination, int replySource, int replyDestination, String one, String two) {
    boolean whole = source + destination == 2 || replySource + replyDestination == 2;
    if (!whole) {
      boolean replyBegun = source + destination == 0 && replySource + replyDestination != 0;
      throw new UsageException("you have to specify " + (replyBegun ? two : one));
    }
  }

  static UsageException missing(String name) {
    return new UsageException("You need to supply the `--" + name + "' option for this command");
  }

  static UsageException illegal(String name) {
    return new UsageException("Illegal option `--" + name + "' with this command");
  }
}
