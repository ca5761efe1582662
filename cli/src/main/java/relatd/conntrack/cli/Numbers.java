// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

/// Numbers as the C library reads them, but all of the word has to be one: 1.4.7 takes `-m foo` for
/// mark 0 and `--sport 70000` for port 4464, and deletes by it.
final class Numbers {
  private static final long MAX_U32 = 0xffff_ffffL;

  private Numbers() {}

  /// Decimal, `0x` hexadecimal or `0` octal, up to a limit.
  static int anyBase(String word, long limit) {
    int radix = 10;
    String digits = word;
    if (word.startsWith("0x") || word.startsWith("0X")) {
      radix = 16;
      digits = word.substring(2);
    } else if (word.length() > 1 && word.charAt(0) == '0') {
      radix = 8;
      digits = word.substring(1);
    }
    return (int) parse(word, digits, radix, limit, "Bad parameter");
  }

  /// All 32 bits.
  static int u32(String word) {
    return anyBase(word, MAX_U32);
  }

  static int seconds(String word) {
    return (int) parse(word, word, 10, MAX_U32, "Bad parameter");
  }

  static int port(String word) {
    return (int) parse(word, word, 10, 0xffff, "Invalid port");
  }

  static int octet(String word) {
    return (int) parse(word, word, 10, 0xff, "Bad parameter");
  }

  static int decimal(String word, int limit) {
    return (int) parse(word, word, 10, limit, "Bad parameter");
  }

  private static long parse(String word, String digits, int radix, long limit, String complaint) {
    long number = 0;
    boolean good = !digits.isEmpty();
    for (int i = 0; i < digits.length() && good; i++) {
      int digit = digits.charAt(i) < 128 ? Character.digit(digits.charAt(i), radix) : -1;
      number = number * radix + digit;
      good = digit >= 0 && number <= limit;
    }
    if (!good) {
      throw new UsageException(complaint + " `" + word + "'");
    }
    return number;
  }
}
