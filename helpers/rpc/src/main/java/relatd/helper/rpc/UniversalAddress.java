// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

import java.util.Optional;
import relatd.conntrack.Address;
import relatd.conntrack.Endpoint;

/// Universal addresses of TCP and UDP (RFC 5665, section 5.2.3.3): the host's text, then the port's
/// two bytes in decimal, all separated by dots: `10.77.2.2.8.1` is port 2049.
///
/// @param host as it is written, without a scope (`%eth0`)
record UniversalAddress(String host, Endpoint endpoint) {
  /// An IPv6 address, a scope, and the port.
  static final int LONGEST = 96;

  static Optional<UniversalAddress> parse(String text) {
    int low = text.lastIndexOf('.');
    int high = low < 1 ? -1 : text.lastIndexOf('.', low - 1);
    if (high < 1) {
      return Optional.empty();
    }
    int upper = octet(text, high + 1, low);
    int lower = octet(text, low + 1, text.length());
    int scope = text.indexOf('%');
    String host = text.substring(0, scope >= 0 && scope < high ? scope : high);
    if (upper < 0 || lower < 0) {
      return Optional.empty();
    }
    return Address.parse(host)
        .map(address -> new UniversalAddress(host, new Endpoint(address, upper << 8 | lower)));
  }

  /// The two decimals with their dots.
  static String portText(int port) {
    return "." + (port >>> 8) + "." + (port & 0xff);
  }

  private static int octet(String text, int from, int to) {
    if (to - from < 1 || to - from > 3) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number > 255 ? -1 : number;
  }
}
