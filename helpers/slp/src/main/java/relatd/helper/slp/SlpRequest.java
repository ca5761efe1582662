// SPDX-License-Identifier: Apache-2.0
package relatd.helper.slp;

import relatd.helper.Payload;

/// The header of an SLP message.
///
/// ```
///   0       1       2               4       5               7           10
///  +-------+-------+-----------------------+---------------+-----------+-------- ...
///  |   2   | func. |        length         |     flags     | extension | xid, language ...   RFC 2608, section 8
///  +-------+-------+-----------------------+---------------+-----------+-------- ...
///  |   1   | func. |    length     | flags | ...                                             RFC 2165, section 4
///  +-------+-------+---------------+-------+-
/// ```
final class SlpRequest {
  private static final int VERSION_1_HEADER = 12;
  private static final int VERSION_2_HEADER = 14;
  private static final int MULTICAST_REQUEST = 0x2000;

  private SlpRequest() {}

  /// Whether this asks for services, their attributes or their types, and is as long as it says.
  static boolean isIn(Payload message) {
    int length = message.length();
    if (length < VERSION_1_HEADER || !asks(message.u8(1))) {
      return false;
    }
    return switch (message.u8(0)) {
      case 1 -> message.u16(2) == length;
      case 2 -> length >= VERSION_2_HEADER && (message.u16(2) << 8 | message.u8(4)) == length;
      default -> false;
    };
  }

  /// Whether a request says itself that it went to a group; only version 2 can.
  static boolean isForGroup(Payload message) {
    return isIn(message) && message.u8(0) == 2 && (message.u16(5) & MULTICAST_REQUEST) != 0;
  }

  private static boolean asks(int function) {
    return switch (function) {
      case 1, 6, 9 -> true; // SrvRqst, AttrRqst, SrvTypeRqst
      default -> false;
    };
  }
}
