// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dhcpv6;

import relatd.helper.Payload;

/// The beginning of what a client sends (RFC 8415, section 8).
///
/// ```
///   0       1                       4
///  +-------+-----------------------+------ ...
///  | type  |    transaction id     | options
///  +-------+-----------------------+------ ...
/// ```
final class ClientMessage {
  private static final int HEADER = 4;

  private ClientMessage() {}

  /// Whether a server answers it (RFC 8415, section 7.3; LEASEQUERY: RFC 5007). What servers and
  /// relays send opens nothing.
  static boolean isIn(Payload message) {
    if (message.length() < HEADER) {
      return false;
    }
    return switch (message.u8(0)) {
      case 1, // SOLICIT
          3, // REQUEST
          4, // CONFIRM
          5, // RENEW
          6, // REBIND
          8, // RELEASE
          9, // DECLINE
          11, // INFORMATION-REQUEST
          14 -> // LEASEQUERY
          true;
      default -> false;
    };
  }

  /// Seconds for which a client may wait for the answer before it asks again, after the
  /// retransmission times of RFC 8415, section 7.6; 0 where the kernel's own time does.
  ///
  /// @param message one that [#isIn] accepts
  static int patience(Payload message) {
    return switch (message.u8(0)) {
      case 1, 11 -> 120;
      case 3 -> 30;
      case 4 -> 4;
      case 5, 6 -> 600;
      case 8, 9 -> 1;
      default -> 0;
    };
  }
}
