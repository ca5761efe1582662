// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ssdp;

/// Requests that wait for their answers, which come in the same order: at most 64, of which only is
/// remembered whether they subscribe. When more are sent no answer is matched any more.
final class PendingRequests {
  private static final int MOST = 64;

  private long subscribes; // one bit each, the oldest lowest
  private int count;
  private boolean lost;

  void add(boolean subscribe) {
    if (count == MOST) {
      lost = true;
    } else {
      subscribes |= subscribe ? 1L << count : 0;
      count++;
    }
  }

  /// The oldest got its answer: whether it was to subscribe.
  boolean pop() {
    if (count == 0 || lost) {
      return false;
    }
    boolean subscribe = (subscribes & 1) != 0;
    subscribes >>>= 1;
    count--;
    return subscribe;
  }

  /// Some were perhaps not seen.
  void clear() {
    subscribes = 0;
    count = 0;
    lost = false;
  }
}
