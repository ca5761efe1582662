// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import java.util.concurrent.TimeUnit;

/// How much of a bulk may be under way unacknowledged, as TCP would decide it: more while
/// acknowledgements come, half as much when something got lost.
///
/// How often the peer acknowledges is its own `ACKWindowSize`. Where that is larger than ours no
/// acknowledgement comes by itself, so that after a short wait some more may leave.
final class BulkPace {
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(5);

  /// Windows of acknowledgement that are under way at first: some fifty datagrams, which fit into a
  /// socket buffer of the system's default size.
  private static final int FIRST = 4;

  private static final int LEAST = 2;

  private final int ackWindow;
  private final int most;
  private int limit;
  private long progress;

  /// @param ackWindow `ACKWindowSize`
  /// @param most messages that may be unacknowledged without being forgotten
  BulkPace(int ackWindow, int most) {
    this.ackWindow = ackWindow;
    this.most = Math.max(1, most);
    this.limit = Math.min(this.most, FIRST * ackWindow);
  }

  /// Messages that may leave now.
  ///
  /// @param underWay messages that are unacknowledged
  /// @param now nanoseconds of the clock
  int room(int underWay, long now) {
    if (underWay >= limit && limit < most && now - progress >= PATIENCE) {
      limit = Math.min(most, limit + ackWindow);
      progress = now;
    }
    if (underWay < limit) {
      progress = now;
    }
    return Math.max(0, limit - underWay);
  }

  /// When [#room] may have grown by itself.
  long deadline() {
    return progress + PATIENCE;
  }

  void acknowledged() {
    limit = Math.min(most, limit + Math.max(1, ackWindow / 4));
  }

  void lost() {
    limit = Math.min(most, Math.max(LEAST * ackWindow, limit / 2));
  }
}
