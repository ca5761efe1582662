// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tns;

import relatd.helper.Payload;

/// The header of every packet:
///
/// ```
///    0        2          4      5       6                 8
///   +--------+----------+------+-------+-----------------+----
///   | length | checksum | type | flags | header checksum | ...     length: with the header
///   +--------+----------+------+-------+-----------------+----
/// ```
final class TnsPacket {
  static final int HEADER = 8;

  static final int CONNECT = 1;
  static final int ACCEPT = 2;
  static final int REFUSE = 4;
  static final int REDIRECT = 5;
  static final int DATA = 6;
  static final int ABORT = 9;
  static final int RESEND = 11;

  private static final int SHORTEST_CONNECT = 26;
  private static final int TYPE = 4;

  private TnsPacket() {}

  static int length(Payload payload, int at) {
    return payload.u16(at);
  }

  static int type(Payload payload, int at) {
    return payload.u8(at + TYPE);
  }

  /// Whether what has come may begin a login: CONNECT, and not a TLS handshake (RFC 8446, section
  /// 5.1), whose header looks like one of a certain length.
  static boolean mayBeginLogin(Payload payload) {
    int known = payload.length();
    return (known < 1 || payload.u8(0) != 0x16 || known < 2 || payload.u8(1) != 3)
        && (known < 2 || length(payload, 0) >= SHORTEST_CONNECT)
        && (known <= TYPE || type(payload, 0) == CONNECT);
  }

  /// Whether what has come from here on may be a listener's answer to a login.
  static boolean mayAnswerLogin(Payload payload, int at) {
    int known = payload.length() - at;
    if (known >= 2 && length(payload, at) < HEADER) {
      return false;
    }
    if (known <= TYPE) {
      return true;
    }
    return switch (type(payload, at)) {
      case ACCEPT, REFUSE, REDIRECT, ABORT, RESEND -> true;
      default -> false;
    };
  }
}
