// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ftp;

import relatd.helper.Payload;

/// Waits for the end of TLS on a control connection (CCC, RFC 4217 section 12.3): both sides send
/// an alert record, then plain lines follow.
///
/// Off unless configured, because from outside a closing alert looks like any other.
final class TlsWatch {
  /// `ContentType alert`, RFC 8446 section 5.1.
  private static final int ALERT = 21;

  private static final int FIRST_TYPE = 20;
  private static final int LAST_TYPE = 24;
  private static final int RECORD_HEADER = 5;

  private final boolean[] alerted = new boolean[2];
  private final int[] left = new int[2];

  void begin() {
    alerted[0] = false;
    alerted[1] = false;
    left[0] = 0;
    left[1] = 0;
  }

  /// Whether this payload begins with plain text after both sides ended TLS; otherwise its records
  /// are passed over.
  boolean isOver(Payload payload) {
    int side = payload.direction().number();
    int at = Math.min(left[side], payload.length());
    left[side] -= at;
    while (payload.length() - at >= RECORD_HEADER) {
      int type = payload.u8(at);
      if (type < FIRST_TYPE || type > LAST_TYPE || payload.u8(at + 1) != 3) {
        return alerted[0] && alerted[1] && at == 0;
      }
      alerted[side] |= type == ALERT;
      int record = RECORD_HEADER + payload.u16(at + 3);
      int here = Math.min(record, payload.length() - at);
      left[side] = record - here;
      at += here;
    }
    return false;
  }
}
