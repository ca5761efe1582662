// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

/// The hash function of one cache: words folded by 128-bit products with a secret, so that who
/// chooses addresses and ports cannot choose collisions.
///
/// Use: `end(mix(mix(start(), word), word))`, the same words in the same order for one identity.
public final class KeyHash {
  private static final long STEP = 0x9e37_79b9_7f4a_7c15L;
  private static final long LAST = 0xd6e8_feb8_6659_fd93L;

  private final long seed;
  private final long factor;

  /// @param seed secret of the process; tests bring their own
  public KeyHash(long seed) {
    this.seed = seed * STEP ^ LAST;
    this.factor = seed + LAST | 1;
  }

  public long start() {
    return seed;
  }

  public long mix(long state, long word) {
    return fold(state ^ word, factor) + STEP;
  }

  public int end(long state) {
    long folded = fold(state ^ factor, LAST);
    return (int) (folded ^ folded >>> 32);
  }

  private static long fold(long a, long b) {
    return a * b ^ Math.unsignedMultiplyHigh(a, b);
  }
}
