// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

/// How long a run of characters looks like an address. The shapes are wide on purpose: whether the
/// numbers make sense is asked later, with a better message.
final class AddressShape {

  private static final int MOST_GROUPS = 8;
  private static final int MOST_PARTS = 7;

  private final String text;

  AddressShape(String text) {
    this.text = text;
  }

  /// Length of the longest address or network that begins here; 0 when none does.
  int lengthAt(int from) {
    return Math.max(ipv4(from), Math.max(withNetwork(from, groups(from)), withGap(from))) - from;
  }

  /// Four decimal numbers with dots between, then perhaps `/N`. Returns the end.
  private int ipv4(int from) {
    int at = digits(from);
    for (int dots = 0; dots < 3; dots++) {
      if (at == from || charAt(at) != '.' || digits(at + 1) == at + 1) {
        return from;
      }
      at = digits(at + 1);
    }
    return withNetwork(from, at);
  }

  /// One to eight groups of one to four hexadecimal digits with single colons between.
  private int groups(int from) {
    int at = group(from);
    for (int count = 1; at > from && count < MOST_GROUPS && charAt(at) == ':'; count++) {
      int next = group(at + 1);
      if (next == at + 1) {
        break;
      }
      at = next;
    }
    return at;
  }

  /// Groups, two colons, groups; here colons are optional between groups and may trail.
  private int withGap(int from) {
    int at = from;
    for (int count = 0; count <= MOST_PARTS; count++) {
      if (charAt(at) == ':' && charAt(at + 1) == ':') {
        return withNetwork(from, parts(at + 2));
      }
      int next = group(at);
      if (next == at) {
        return from;
      }
      boolean single = charAt(next) == ':' && charAt(next + 1) != ':';
      boolean triple = text.startsWith(":::", next);
      at = single || triple ? next + 1 : next;
    }
    return from;
  }

  private int parts(int from) {
    int at = from;
    for (int count = 0; count < MOST_PARTS; count++) {
      int next = group(at);
      if (next == at) {
        break;
      }
      at = charAt(next) == ':' ? next + 1 : next;
    }
    return at;
  }

  private int withNetwork(int from, int end) {
    if (end > from && charAt(end) == '/') {
      int prefix = digits(end + 1);
      return prefix > end + 1 ? prefix : end;
    }
    return end;
  }

  private int group(int from) {
    int at = from;
    while (at < from + 4 && Character.digit(charAt(at), 16) >= 0 && charAt(at) < 128) {
      at++;
    }
    return at;
  }

  private int digits(int from) {
    int at = from;
    while (charAt(at) >= '0' && charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private char charAt(int at) {
    return at < text.length() ? text.charAt(at) : '\0';
  }
}
