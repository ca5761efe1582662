// SPDX-License-Identifier: Apache-2.0
package relatd.helper.mdns;

import relatd.helper.Payload;

/// The header of a DNS message (RFC 1035, section 4.1.1).
///
/// ```
///   0               2               4               6
///  +---------------+-+------+------+---------------+------ ...
///  |      id       |Q|opcode| flags|  questions    | answers ...
///  +---------------+-+------+------+---------------+------ ...
/// ```
final class MdnsQuestion {
  /// Header, and the shortest question: a root name, type and class.
  private static final int SHORTEST = 12 + 5;

  private static final int QR_AND_OPCODE = 0xf8;

  private MdnsQuestion() {}

  /// Whether this is a query (RFC 6762, section 18) that asks at least one thing.
  static boolean isIn(Payload message) {
    return message.length() >= SHORTEST
        && (message.u8(2) & QR_AND_OPCODE) == 0
        && message.u16(4) > 0;
  }
}
