// SPDX-License-Identifier: Apache-2.0
package relatd.helper.ftp;

/// Commands that wait for their final reply, oldest first: at most 64. When more are sent the
/// oldest is forgotten.
final class PendingCommands {
  /// What matters of a command.
  enum Kind {
    OTHER,
    PASV,
    EPSV,
    EPSV_ALL,
    LPSV,
    AUTH
  }

  private static final int MOST = 64;

  /// A passive command that was not answered for this long is answered by nobody.
  private static final long LIFE_NANOS = 60_000_000_000L;

  private final Kind[] kinds = new Kind[MOST];
  private final long[] since = new long[MOST];
  private int head;
  private int count;

  void add(Kind kind, long nanos) {
    if (count == MOST) {
      pop();
    }
    int place = (head + count++) % MOST;
    kinds[place] = kind;
    since[place] = nanos;
  }

  boolean isEmpty() {
    return count == 0;
  }

  void clear() {
    count = 0;
  }

  /// The oldest command got its final reply; null when none waits.
  Kind pop() {
    if (count == 0) {
      return null;
    }
    Kind kind = kinds[head];
    head = (head + 1) % MOST;
    count--;
    return kind;
  }

  /// A reply that only this kind of command gets: everything up to it is answered. False when no
  /// such command waits.
  ///
  /// Replies to ABOR and STAT come out of order (RFC 959, section 4.1.3), so it may stand anywhere.
  boolean popThrough(Kind kind, long nanos) {
    for (int i = 0; i < count; i++) {
      int place = (head + i) % MOST;
      if (kinds[place] == kind && nanos - since[place] < LIFE_NANOS) {
        head = (place + 1) % MOST;
        count -= i + 1;
        return true;
      }
    }
    return false;
  }
}
