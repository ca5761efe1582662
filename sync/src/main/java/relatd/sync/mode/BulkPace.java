// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import java.util.concurrent.TimeUnit;

/// How much of a bulk may be under way unacknowledged: as much as keeps the peer busy and fits into
/// a socket buffer of the system's default size; half of it after a loss, until acknowledgements
/// come again.
///
/// How often the peer acknowledges is its own `ACKWindowSize`. Where that is larger than ours no
/// acknowledgement comes by itself, so that after a wait some more may leave, and after a longer
/// one more than buffers are sure to hold.
final class BulkPace {
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LONG_PATIENCE = TimeUnit.MILLISECONDS.toNanos(50);

  /// Windows of acknowledgement that are under way: some fifty datagrams.
  private static final int USUAL = 4;

  /// The same where no acknowledgement comes.
  private static final int BOLD = 8;

  private static final int LEAST = 2;

  private final int ackWindow;
  private final int usual;
  private final int most;
  private int limit;
  private long progress;

  /// @param ackWindow `ACKWindowSize`
  /// @param most messages that may be unacknowledged without being forgotten
  BulkPace(int ackWindow, int most) {
    this.ackWindow = ackWindow;
    this.most = Math.max(1, most);
    this.usual = Math.min(this.most, USUAL * ackWindow);
    this.limit = usual;
  }

  /// Messages that may leave now.
  ///
  /// @param underWay messages that are unacknowledged
  /// @param now nanoseconds of the clock
  int room(int underWay, long now) {
    if (underWay < limit) {
      progress = now;
    } else if (limit < most && now - progress >= patience()) {
      limit = Math.min(most, limit + ackWindow);
      progress = now;
    }
    return Math.max(0, limit - underWay);
  }

  private long patience() {
    return limit < BOLD * ackWindow ? PATIENCE : LONG_PATIENCE;
  }

  /// When [#room] may have grown by itself.
  long deadline() {
    return progress + patience();
  }

  void acknowledged() {
    if (limit < usual) {
      limit = Math.min(usual, limit + Math.max(1, ackWindow / 4));
    }
  }

  void lost() {
    limit = Math.min(most, Math.max(LEAST * ackWindow, limit / 2));
  }
}
