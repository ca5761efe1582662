// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import relatd.conntrack.Address;

/// An address as a user writes it, perhaps with a network's prefix length.
///
/// @param mask null without `/N`, and for `/32` and `/128`, which add nothing
record AddressArgument(Address address, Address mask) {
  private static final int IPV4_PARTS = 4;

  /// Without a network.
  static Address plain(String word, String option) {
    if (word.indexOf('/') >= 0) {
      throw new UsageException("CIDR notation unavailable for `--" + option + "'");
    }
    return address(word);
  }

  static AddressArgument network(String word) {
    int slash = word.indexOf('/');
    if (slash < 0) {
      return new AddressArgument(address(word), null);
    }
    Address address = address(word.substring(0, slash));
    int bits = address.family().addressBytes() * 8;
    int prefix = prefix(word.substring(slash + 1), bits);
    Address mask = prefix == bits ? null : Address.mask(address.family(), prefix);
    return new AddressArgument(address, mask);
  }

  private static int prefix(String digits, int bits) {
    int prefix = 0;
    boolean good = !digits.isEmpty() && digits.length() <= 3;
    for (int i = 0; i < digits.length() && good; i++) {
      good = digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
      prefix = prefix * 10 + digits.charAt(i) - '0';
    }
    if (!good || prefix > bits) {
      throw new UsageException("Invalid netmask");
    }
    return prefix;
  }

  static Address address(String word) {
    Address found =
        word.indexOf(':') >= 0 ? Address.parse(word).orElse(null) : numbersAndDots(word);
    if (found == null) {
      throw new UsageException("Invalid IP address `" + word + "'");
    }
    return found;
  }

  /// The forms of inet_aton(3): one to four numbers, each decimal, octal or hexadecimal, of which
  /// the last fills what the others leave.
  private static Address numbersAndDots(String word) {
    String[] parts = word.split("\\.", -1);
    if (parts.length > IPV4_PARTS) {
      return null;
    }
    long bits = 0;
    try {
      for (int i = 0; i < parts.length - 1; i++) {
        bits = bits << 8 | Numbers.anyBase(parts[i], 0xff);
      }
      int left = 8 * (IPV4_PARTS + 1 - parts.length);
      long last = Numbers.anyBase(parts[parts.length - 1], (1L << left) - 1) & 0xffff_ffffL;
      return Address.ofInet((int) (bits << left | last));
    } catch (UsageException noNumber) {
      return null;
    }
  }
}
