// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

import java.util.Optional;

/// Text of addresses, as `inet_pton` reads and `inet_ntop` writes it.
final class AddressText {
  private static final int GROUPS = 8;

  private AddressText() {}

  static Optional<Address> parse(CharSequence text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) == ':') {
        return parse6(text);
      }
    }
    long bits = parse4(text, 0, length);
    return bits < 0 ? Optional.empty() : Optional.of(Address.ofInet((int) bits));
  }

  /// Four decimals of at most three digits without a sign; -1 when it is not that.
  private static long parse4(CharSequence text, int from, int to) {
    long bits = 0;
    int at = from;
    for (int octet = 0; octet < 4; octet++) {
      int value = 0;
      int digits = 0;
      for (; at < to && isDigit(text.charAt(at)); at++, digits++) {
        value = value * 10 + text.charAt(at) - '0';
        if (digits == 3) {
          return -1;
        }
      }
      boolean separated = octet == 3 ? at == to : at < to && text.charAt(at++) == '.';
      if (digits == 0 || value > 255 || !separated) {
        return -1;
      }
      bits = bits << 8 | value;
    }
    return bits;
  }

  private static Optional<Address> parse6(CharSequence text) {
    int[] groups = new int[GROUPS];
    int count = 0;
    int gap = -1; // number of groups before "::"
    int at = 0;
    int length = text.length();
    if (length >= 2 && text.charAt(0) == ':' && text.charAt(1) == ':') {
      gap = 0;
      at = 2;
    }
    while (at < length) {
      if (count == GROUPS) {
        return Optional.empty();
      }
      int end = at;
      while (end < length && text.charAt(end) != ':') {
        end++;
      }
      long dotted = end == length && count <= GROUPS - 2 ? parse4(text, at, end) : -1;
      if (dotted >= 0) {
        groups[count++] = (int) (dotted >>> 16);
        groups[count++] = (int) dotted & 0xffff;
        at = end;
        continue;
      }
      int group = hexGroup(text, at, end);
      if (group < 0) {
        return Optional.empty();
      }
      groups[count++] = group;
      if (end == length) {
        at = end;
      } else if (end + 1 < length && text.charAt(end + 1) == ':') {
        if (gap >= 0) {
          return Optional.empty();
        }
        gap = count;
        at = end + 2;
      } else if (end + 1 == length) {
        return Optional.empty();
      } else {
        at = end + 1;
      }
    }
    if (gap < 0 ? count != GROUPS : count >= GROUPS) {
      return Optional.empty();
    }
    return Optional.of(assemble(groups, count, gap));
  }

  private static Address assemble(int[] groups, int count, int gap) {
    int shift = GROUPS - count;
    long high = 0;
    long low = 0;
    for (int i = 0; i < GROUPS; i++) {
      int source = gap < 0 || i < gap ? i : i < gap + shift ? -1 : i - shift;
      long group = source < 0 ? 0 : groups[source];
      if (i < 4) {
        high = high << 16 | group;
      } else {
        low = low << 16 | group;
      }
    }
    return Address.ofInet6(high, low);
  }

  private static int hexGroup(CharSequence text, int from, int to) {
    if (to == from || to - from > 4) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static String format(Address address) {
    StringBuilder out = new StringBuilder(39);
    if (address.family() == Family.INET) {
      dotted(out, address.low());
      return out.toString();
    }
    if (address.high() == 0 && address.low() >>> 32 == 0xffff) {
      dotted(out.append("::ffff:"), address.low());
      return out.toString();
    }
    // inet_ntop's other dotted form: "::a.b.c.d" for a compatible address of more than 16 bits
    if (address.high() == 0 && address.low() >>> 32 == 0 && address.low() >>> 16 != 0) {
      dotted(out.append("::"), address.low());
      return out.toString();
    }
    groups(out, address);
    return out.toString();
  }

  private static void groups(StringBuilder out, Address address) {
    int bestStart = -1;
    int bestLength = 1; // a single zero group is written as such
    for (int i = 0; i < GROUPS; ) {
      int run = 0;
      while (i + run < GROUPS && group(address, i + run) == 0) {
        run++;
      }
      if (run > bestLength) {
        bestStart = i;
        bestLength = run;
      }
      i += Math.max(run, 1);
    }
    for (int i = 0; i < GROUPS; i++) {
      if (i == bestStart) {
        out.append("::");
        i += bestLength - 1;
        continue;
      }
      if (i > 0 && i != bestStart + bestLength) {
        out.append(':');
      } else if (i > 0 && bestStart < 0) {
        out.append(':');
      }
      out.append(Integer.toHexString(group(address, i)));
    }
  }

  private static int group(Address address, int index) {
    long half = index < 4 ? address.high() : address.low();
    return (int) (half >>> (3 - (index & 3)) * 16) & 0xffff;
  }

  private static void dotted(StringBuilder out, long bits) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.append(bits >>> shift & 0xff);
      if (shift > 0) {
        out.append('.');
      }
    }
  }
}
