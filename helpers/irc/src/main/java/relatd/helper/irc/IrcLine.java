// SPDX-License-Identifier: Apache-2.0
package relatd.helper.irc;

import relatd.helper.Payload;

/// One line of IRC (RFC 2812, section 2.3.1; tags: IRCv3 message-tags):
///
/// ```
///   [@tags SPACE] [:prefix SPACE] command *( SPACE parameter ) [ SPACE :trailing ]
/// ```
final class IrcLine {
  /// What a client may begin with. A request line of HTTP begins with none of these.
  private static final String[] COMMANDS = {
    "PRIVMSG",
    "NOTICE",
    "PING",
    "PONG",
    "NICK",
    "USER",
    "CAP",
    "PASS",
    "JOIN",
    "PART",
    "MODE",
    "QUIT",
    "WHO",
    "WHOIS",
    "WHOWAS",
    "LIST",
    "NAMES",
    "TOPIC",
    "INVITE",
    "KICK",
    "AWAY",
    "ISON",
    "USERHOST",
    "AUTHENTICATE",
    "WEBIRC",
    "PROTOCTL",
    "STARTTLS",
    "SERVICE",
    "SERVER",
    "OPER",
    "TAGMSG",
    "BATCH",
    "CHATHISTORY",
    "MONITOR",
    "MOTD",
    "LUSERS",
    "VERSION",
    "STATS",
    "TIME",
    "ADMIN",
    "INFO",
    "LINKS",
    "WATCH",
    "SILENCE",
    "REGISTER",
    "ERROR",
    "USERIP",
    "KNOCK"
  };

  private IrcLine() {}

  /// Where the command begins; `to` when there is none.
  static int command(Payload line, int from, int to) {
    int at = from;
    if (at < to && line.u8(at) == '@') {
      at = afterWord(line, at, to);
    }
    if (at < to && line.u8(at) == ':') {
      at = afterWord(line, at, to);
    }
    return at;
  }

  /// Whether a client's line has a command that is known, and no mark of HTTP.
  static boolean isKnown(Payload line, int from, int to) {
    int at = command(line, from, to);
    int end = wordEnd(line, at, to);
    for (String command : COMMANDS) {
      if (end - at == command.length() && line.matchesIgnoreCase(at, command)) {
        return !endsLikeRequest(line, from, to);
      }
    }
    return false;
  }

  /// `... HTTP/1.1` (RFC 9112, section 3).
  private static boolean endsLikeRequest(Payload line, int from, int to) {
    int at = to - " HTTP/1.1".length();
    return at >= from && line.matches(at, " HTTP/");
  }

  static int wordEnd(Payload line, int from, int to) {
    int at = from;
    while (at < to && line.u8(at) != ' ') {
      at++;
    }
    return at;
  }

  /// Where the word after this one begins.
  static int afterWord(Payload line, int from, int to) {
    int at = wordEnd(line, from, to);
    while (at < to && line.u8(at) == ' ') {
      at++;
    }
    return at;
  }
}
