// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// Reads addresses as conntrackd does: IPv4 with inet_aton(3), so that a part with a leading zero
/// is octal; IPv6 with inet_pton(3), without an embedded IPv4 address. Never asks a name server.
final class AddressText {

  private static final int GROUPS = 8;

  private AddressText() {}

  static Optional<InetAddress> parse(String text) {
    return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
  }

  static Optional<InetAddress> ipv4(String text) {
    String[] parts = text.split("\\.", -1);
    byte[] bytes = new byte[4];
    if (parts.length != 4) {
      return Optional.empty();
    }
    for (int i = 0; i < 4; i++) {
      int value = octet(parts[i]);
      if (value < 0) {
        return Optional.empty();
      }
      bytes[i] = (byte) value;
    }
    return address(bytes);
  }

  /// Whether inet_aton(3) reads a part of it in base 8.
  static boolean hasOctal(String text) {
    return text.matches("(.*\\.)?0[0-9].*");
  }

  private static int octet(String part) {
    boolean octal = part.length() > 1 && part.charAt(0) == '0';
    int base = octal ? 8 : 10;
    int value = 0;
    for (int i = 0; i < part.length(); i++) {
      int digit = Character.digit(part.charAt(i), base);
      value = value * base + digit;
      if (digit < 0 || value > 255) {
        return -1;
      }
    }
    return part.isEmpty() ? -1 : value;
  }

  static Optional<InetAddress> ipv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] bytes = new byte[16];
      return groups(text, bytes, 0) == GROUPS ? address(bytes) : Optional.empty();
    }
    byte[] head = new byte[16];
    byte[] tail = new byte[16];
    int before = groups(text.substring(0, gap), head, 0);
    int after = groups(text.substring(gap + 2), tail, 0);
    if (before < 0 || after < 0 || before + after >= GROUPS) {
      return Optional.empty();
    }
    System.arraycopy(tail, 0, head, 16 - after * 2, after * 2);
    return address(head);
  }

  /// Writes the groups and returns how many there were; -1 when one is none or there are too many.
  private static int groups(String text, byte[] bytes, int from) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] groups = text.split(":", -1);
    if (groups.length > GROUPS) {
      return -1;
    }
    int at = from;
    for (String group : groups) {
      if (!group.matches("[0-9a-fA-F]{1,4}")) {
        return -1;
      }
      int value = Integer.parseInt(group, 16);
      bytes[at++] = (byte) (value >> 8);
      bytes[at++] = (byte) value;
    }
    return groups.length;
  }

  /// Keeps `::ffff:1.2.3.4` an IPv6 address, which [InetAddress#getByAddress] does not.
  static InetAddress of(byte[] bytes) throws UnknownHostException {
    return bytes.length == 4
        ? InetAddress.getByAddress(bytes)
        : Inet6Address.getByAddress(null, bytes, -1);
  }

  private static Optional<InetAddress> address(byte[] bytes) {
    try {
      return Optional.of(of(bytes));
    } catch (UnknownHostException _) {
      return Optional.empty();
    }
  }
}
