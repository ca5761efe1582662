// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import relatd.conntrack.Status;

/// What `-u` says: status bits that have to be set or, with `!`, not.
///
/// @param set bits named
/// @param clear bits named with `!`; UNREPLIED is `!SEEN_REPLY`
/// @param unset whether UNSET was said: none of the bits that `-o save` writes
record StatusWords(int set, int clear, boolean unset) {
  private static final String[] NAMES = {
    "ASSURED",
    "SEEN_REPLY",
    "UNSET",
    "FIXED_TIMEOUT",
    "EXPECTED",
    "OFFLOAD",
    "HW_OFFLOAD",
    "SRC_NAT",
    "DST_NAT",
  };
  private static final int[] BITS = {
    Status.ASSURED,
    Status.SEEN_REPLY,
    0,
    Status.FIXED_TIMEOUT,
    Status.EXPECTED,
    Status.OFFLOAD,
    Status.HW_OFFLOAD,
    Status.SRC_NAT,
    Status.DST_NAT,
  };

  /// What UNSET denies.
  static final int SAVED =
      Status.EXPECTED | Status.SEEN_REPLY | Status.ASSURED | Status.FIXED_TIMEOUT;

  static StatusWords parse(String list) {
    int set = 0;
    int clear = 0;
    boolean unset = false;
    WordList words = new WordList(list);
    while (words.next()) {
      if (words.word().startsWith("UNREPLIED")) {
        clear |= Status.SEEN_REPLY;
        continue;
      }
      boolean negated = words.negated();
      int bit = bit(words);
      unset |= bit == 0 && !negated;
      if (negated) {
        clear |= bit;
      } else {
        set |= bit;
      }
    }
    return new StatusWords(set, clear, unset);
  }

  private static int bit(WordList words) {
    for (int i = 0; i < NAMES.length; i++) {
      if (words.begins(NAMES[i])) {
        return BITS[i];
      }
    }
    throw words.bad();
  }

  int mask() {
    return set | clear | (unset ? SAVED : 0);
  }

  boolean matches(int status) {
    return (status & mask()) == set;
  }

  /// Whether some bit is both wanted and denied, so that nothing can match.
  boolean contradicts() {
    return (set & clear) != 0 || unset && (set & SAVED) != 0;
  }
}
