// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

/// The bytes that all streams of one dispatcher may keep together. What does not fit is treated as
/// lost, never waited for.
final class MemoryBudget {
  private final long limit;
  private long used;

  MemoryBudget(long limit) {
    this.limit = limit;
  }

  boolean take(int bytes) {
    if (used + bytes > limit) {
      return false;
    }
    used += bytes;
    return true;
  }

  void give(int bytes) {
    used -= bytes;
  }

  long used() {
    return used;
  }
}
