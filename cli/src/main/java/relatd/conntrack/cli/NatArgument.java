// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import relatd.conntrack.Address;

/// A translation's address and port: `10.0.0.1`, `10.0.0.1:80`, `fd01::1`, `[fd01::1]:80`.
///
/// @param address null when any translation is meant
/// @param port -1 for any
record NatArgument(Address address, int port) {
  static final NatArgument ANY = new NatArgument(null, -1);

  /// @param word null for none
  static NatArgument parse(String word, String option) {
    if (word == null) {
      return ANY;
    }
    if (word.startsWith("[")) {
      return bracketed(word, option);
    }
    int colon = word.indexOf(':');
    if (colon < 0 || word.indexOf(':', colon + 1) >= 0) {
      return new NatArgument(AddressArgument.plain(word, option), -1);
    }
    int port = port(word.substring(colon + 1));
    return new NatArgument(AddressArgument.plain(word.substring(0, colon), option), port);
  }

  private static NatArgument bracketed(String word, String option) {
    int end = word.indexOf(']');
    if (end < 0) {
      throw new UsageException("No closing ']' around IPv6 address");
    }
    if (end == 1) {
      throw new UsageException("No IPv6 address specified");
    }
    Address address = AddressArgument.plain(word.substring(1, end), option);
    String rest = word.substring(end + 1);
    if (rest.isEmpty()) {
      return new NatArgument(address, -1);
    }
    if (rest.charAt(0) != ':') {
      throw new UsageException("Invalid IP address `" + word + "'");
    }
    return new NatArgument(address, port(rest.substring(1)));
  }

  private static int port(String digits) {
    if (digits.isEmpty()) {
      throw new UsageException("No port specified after `:'");
    }
    return Numbers.port(digits);
  }
}
