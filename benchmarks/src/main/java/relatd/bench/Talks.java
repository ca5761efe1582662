// SPDX-License-Identifier: Apache-2.0
package relatd.bench;

import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Family;
import relatd.helper.dispatch.Expectations;
import relatd.helper.engine.QueuedConversation;
import relatd.helper.ftp.FtpHelper;

/// FTP control connections for the benchmarks, and what is said in them.
final class Talks {
  /// Each announcement names another port, as each transfer does: the last three digits of it.
  static final int PORTS = 100;

  private Talks() {}

  /// A conversation past its greeting.
  static QueuedConversation begin(
      Connection connection, Expectations expectations, LongSupplier clock) {
    QueuedConversation talk =
        new QueuedConversation(connection, new FtpHelper(), expectations, clock);
    talk.send(talk.says(Direction.REPLY, "220 ready\r\n"));
    return talk;
  }

  static String passiveCommand(Family family) {
    return family == Family.INET ? "PASV\r\n" : "EPSV\r\n";
  }

  static String passiveReply(Family family) {
    return family == Family.INET
        ? "227 Entering Passive Mode (192,0,2,2,200,100).\r\n"
        : "229 Entering Extended Passive Mode (|||51100|)\r\n";
  }

  static String activeCommand(Family family) {
    return family == Family.INET ? "PORT 192,0,2,1,200,100\r\n" : "EPRT |2|2001:db8::1|51100|\r\n";
  }

  /// The three digits that change: "100" to "199".
  static byte[][] digits() {
    return IntStream.range(100, 100 + PORTS)
        .mapToObj(n -> Integer.toString(n).getBytes(StandardCharsets.ISO_8859_1))
        .toArray(byte[][]::new);
  }

  static int digitsAt(String text) {
    return text.lastIndexOf("100");
  }
}
