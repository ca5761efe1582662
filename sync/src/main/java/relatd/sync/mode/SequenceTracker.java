// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

/// The peer's last sequence number, and what was missing or late.
///
/// ```
///  late (BEFORE)    last │ last + 1   │ gap (AFTER)
///  ──────────────────────┼────────────┼────────────────►  modulo 2^32
///                        │ (IN_SYNC)  │
/// ```
///
/// Looking at a number and accepting it are two steps: a malformed message counts, and does not
/// move the last number.
public final class SequenceTracker {
  /// Where a number lies.
  public enum Order {
    /// There is no last number yet.
    UNSET,
    IN_SYNC,
    AFTER,
    BEFORE
  }

  private int last;
  private boolean set;
  private long lost;
  private long before;

  SequenceTracker() {}

  /// Whether `a` is earlier than `b`.
  static boolean isBefore(int a, int b) {
    return a - b < 0;
  }

  /// Says where a number lies, and counts.
  ///
  /// A gap counts as conntrackd 1.4.7 counts it, with both of its ends: two more than are missing.
  Order track(int number) {
    if (!set) {
      return Order.UNSET;
    }
    if (number == expected()) {
      return Order.IN_SYNC;
    }
    if (isBefore(expected(), number)) {
      lost += Integer.toUnsignedLong(number - last + 1);
      return Order.AFTER;
    }
    before++;
    return Order.BEFORE;
  }

  /// Goes on from this number, whatever the last one was.
  void accept(int number) {
    last = number;
    set = true;
  }

  int expected() {
    return last + 1;
  }

  /// The last number accepted; without meaning when not [#isSet].
  int last() {
    return last;
  }

  boolean isSet() {
    return set;
  }

  /// "Packets lost" of `conntrackd -s network`, "Lost msgs" of `-s`.
  public long lost() {
    return lost;
  }

  /// "Packets before" of `conntrackd -s network`.
  public long before() {
    return before;
  }
}
