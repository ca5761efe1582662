// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

import java.util.Optional;
import relatd.conntrack.Address;

/// IPv6 addresses in a wished number of characters: `::` or not, groups with leading zeros (RFC
/// 4291, section 2.2), so that NAT need not change the length of a text that names one.
public final class AddressSpelling {
  private static final int GROUPS = 8;

  private AddressSpelling() {}

  /// A spelling of exactly this length; empty when there is none.
  public static Optional<String> ofLength(Address address, int length) {
    String shortest = address.toString();
    if (shortest.length() == length) {
      return Optional.of(shortest);
    }
    int[] groups = groups(address);
    Optional<String> whole = spell(groups, 0, 0, length);
    for (int from = 0; from < GROUPS && whole.isEmpty(); from++) {
      for (int to = from + 1; to <= GROUPS && groups[to - 1] == 0 && whole.isEmpty(); to++) {
        whole = spell(groups, from, to, length);
      }
    }
    return whole;
  }

  /// Writes `::` for the groups `[from, to)`, none when that is empty, and pads the others.
  private static Optional<String> spell(int[] groups, int from, int to, int length) {
    int written = GROUPS - (to - from);
    int fixed = to == from ? GROUPS - 1 : separators(from, to);
    int shortest = fixed;
    for (int i = 0; i < GROUPS; i++) {
      shortest += i >= from && i < to ? 0 : Integer.toHexString(groups[i]).length();
    }
    if (length < shortest || length > fixed + written * 4) {
      return Optional.empty();
    }
    int zeros = length - shortest;
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < GROUPS; i++) {
      if (to > from && i == from) {
        text.append("::");
        i = to - 1;
        continue;
      }
      if (i > 0 && i != to || i > 0 && to == from) {
        text.append(':');
      }
      String group = Integer.toHexString(groups[i]);
      int pad = Math.min(zeros, 4 - group.length());
      text.append("0".repeat(pad)).append(group);
      zeros -= pad;
    }
    return Optional.of(text.toString());
  }

  /// Colons of a spelling with `::` in the place of `[from, to)`.
  private static int separators(int from, int to) {
    int before = Math.max(0, from - 1);
    int after = Math.max(0, GROUPS - to - 1);
    return before + after + 2;
  }

  private static int[] groups(Address address) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      long half = i < 4 ? address.high() : address.low();
      groups[i] = (int) (half >>> (3 - (i & 3)) * 16) & 0xffff;
    }
    return groups;
  }
}
