// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ftp;

import relatd.helper.Payload;

/// Decimals as FTP writes them: digits only, no sign, bounded.
final class Digits {
  private Digits() {}

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /// Position behind the digits that begin here.
  static int end(Payload line, int from, int to) {
    int at = from;
    while (at < to && isDigit(line.u8(at))) {
      at++;
    }
    return at;
  }

  /// The number in `[from, to)`; -1 when there is none, it has too many digits or is too large.
  static int number(Payload line, int from, int to, int mostDigits, int largest) {
    if (from >= to || to - from > mostDigits) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      if (!isDigit(line.u8(i))) {
        return -1;
      }
      value = value * 10 + line.u8(i) - '0';
    }
    return value > largest ? -1 : value;
  }
}
