// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// An IPv4 or IPv6 network; a single address has all bits in its prefix.
///
/// @param address the bits behind the prefix are zero
/// @param prefix number of leading bits that count
public record Network(InetAddress address, int prefix) {

  /// Reads `ADDRESS` or `ADDRESS/N`; empty when the text is neither.
  public static Optional<Network> parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    return AddressText.parse(literal)
        .flatMap(address -> of(address, slash < 0 ? "" : text.substring(slash + 1)));
  }

  /// @param prefix decimal digits; empty for a single address
  static Optional<Network> of(InetAddress address, String prefix) {
    int width = address instanceof Inet4Address ? 32 : 128;
    if (prefix.isEmpty()) {
      return Optional.of(new Network(address, width));
    }
    boolean tooLong = prefix.length() > 9 || !prefix.chars().allMatch(c -> c >= '0' && c <= '9');
    if (tooLong || Integer.parseInt(prefix) > width) {
      return Optional.empty();
    }
    return Optional.of(masked(address, Integer.parseInt(prefix)));
  }

  /// Whether the whole address counts.
  public boolean isHost() {
    return prefix == address.getAddress().length * 8;
  }

  /// `10.0.0.0/8`, and without the prefix for a single address.
  public String text() {
    return address.getHostAddress() + (isHost() ? "" : "/" + prefix);
  }

  private static Network masked(InetAddress address, int prefix) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.clamp(prefix - i * 8, 0, 8);
      bytes[i] &= (byte) (0xff << (8 - kept));
    }
    try {
      return new Network(AddressText.of(bytes), prefix);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes was refused", e);
    }
  }
}
