// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

/// Writes IPv6 addresses as inet_ntop(3) does: the longest run of zero groups, the first of equals,
/// is `::`, and mapped or compatible addresses end in dotted decimals.
final class Inet6Groups {
  private static final int GROUPS = 8;

  Inet6Groups() {}

  void write(LineBuffer out, long high, long low) {
    if (high == 0 && low >>> 32 == 0xffff) {
      out.text("::ffff:").dotted((int) low);
    } else if (high == 0 && low >>> 32 == 0 && low >>> 16 != 0) {
      out.text("::").dotted((int) low);
    } else {
      writeGroups(out, high, low);
    }
  }

  private static void writeGroups(LineBuffer out, long high, long low) {
    int gap = GROUPS;
    int size = 1; // a single zero group is written as such
    int run = 0;
    for (int i = 0; i < GROUPS; i++) {
      run = group(high, low, i) == 0 ? run + 1 : 0;
      if (run > size) {
        size = run;
        gap = i + 1 - run;
      }
    }
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        out.text("::");
        i += size - 1;
        continue;
      }
      if (i > 0 && i != gap + size) {
        out.character(':');
      }
      out.hex(group(high, low, i));
    }
  }

  private static int group(long high, long low, int index) {
    return (int) ((index < 4 ? high : low) >>> (3 - (index & 3)) * 16) & 0xffff;
  }
}
