// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tftp;

import relatd.helper.Payload;

/// A read or write request (RFC 1350, section 5; options after RFC 2347 may follow).
///
/// ```
///    2 bytes     string    1 byte     string   1 byte
///   ------------------------------------------------
///  | 1 or 2  |  filename  |   0  |    mode    |   0  |  option, 0, value, 0 ...
///   ------------------------------------------------
/// ```
final class TransferRequest {
  private static final int READ = 1;
  private static final int WRITE = 2;
  private static final int HEADER = 2;

  private TransferRequest() {}

  static boolean standsIn(Payload datagram) {
    if (datagram.length() < HEADER) {
      return false;
    }
    int opcode = datagram.u16(0);
    if (opcode != READ && opcode != WRITE) {
      return false;
    }
    int nameEnd = datagram.indexOf(0, HEADER);
    return nameEnd >= 0 && isMode(datagram, nameEnd + 1);
  }

  /// The three modes of RFC 1350 in letters of any case; `mail` is obsolete and still a mode.
  private static boolean isMode(Payload datagram, int at) {
    return isWord(datagram, at, "OCTET")
        || isWord(datagram, at, "NETASCII")
        || isWord(datagram, at, "MAIL");
  }

  private static boolean isWord(Payload datagram, int at, String word) {
    int end = at + word.length();
    return datagram.matchesIgnoreCase(at, word) && end < datagram.length() && datagram.u8(end) == 0;
  }
}
