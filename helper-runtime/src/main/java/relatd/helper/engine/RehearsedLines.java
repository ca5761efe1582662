// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.List;
import relatd.conntrack.Direction;
import relatd.conntrack.Family;
import relatd.helper.Transport;

/// What is said in the connections of a [Rehearsal]: FTP's announcements of either side, because
/// they take a packet's longest way; to any other helper what no grammar finds anything in.
final class RehearsedLines {
  /// The helper whose conversation is known here.
  private static final String FTP = "ftp";

  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 40_000;

  private RehearsedLines() {}

  /// One segment or datagram.
  record Line(Direction from, String text) {}

  /// What comes before all else.
  static List<Line> greeting(AttachedType type) {
    return isFtp(type)
        ? List.of(
            reply("220 ready\r\n"),
            command("USER anonymous\r\n"),
            reply("331 name ok\r\n"),
            command("PASS guest\r\n"),
            reply("230 in\r\n"))
        : List.of();
  }

  /// A command or two with their replies.
  ///
  /// @param client address of who opened the connection
  /// @param round tells one exchange from another: of FTP, the kind and the port of its
  ///   announcement
  static List<Line> exchange(AttachedType type, String client, String server, int round) {
    if (!isFtp(type)) {
      String nothing = type.transport() == Transport.TCP ? "NOOP\r\n" : "\r\n\r\n";
      return List.of(command(nothing), reply(nothing));
    }
    int port = FIRST_PORT + round % PORTS;
    boolean inet = type.family() == Family.INET;
    return switch (round % 4) {
      case 0 ->
          inet
              ? List.of(
                  command("PASV\r\n"),
                  reply("227 Entering Passive Mode (%s).\r\n".formatted(commas(server, port))))
              : extendedPassive(port);
      case 1 -> extendedPassive(port);
      case 2 ->
          List.of(
              command("EPRT |%d|%s|%d|\r\n".formatted(inet ? 1 : 2, client, port)),
              reply("200 ok\r\n"),
              command("NOOP\r\n"),
              reply("200 ok\r\n"));
      default ->
          inet
              ? List.of(command("PORT %s\r\n".formatted(commas(client, port))), reply("200 ok\r\n"))
              : extendedPassive(port);
    };
  }

  private static List<Line> extendedPassive(int port) {
    return List.of(
        command("EPSV\r\n"),
        reply("229 Entering Extended Passive Mode (|||%d|)\r\n".formatted(port)));
  }

  private static String commas(String address, int port) {
    return "%s,%d,%d".formatted(address.replace('.', ','), port >> 8, port & 0xff);
  }

  static boolean isFtp(AttachedType type) {
    return type.name().equals(FTP) && type.transport() == Transport.TCP;
  }

  private static Line command(String text) {
    return new Line(Direction.ORIGINAL, text);
  }

  private static Line reply(String text) {
    return new Line(Direction.REPLY, text);
  }
}
