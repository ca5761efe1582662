// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import relatd.sync.wire.SyncMessage;

/// A control message. HELLO bits are no part of it: they are those of the moment it is sent, so
/// that one sent again does not greet again.
///
/// @param flags one of ACK, NACK, RESYNC, ALIVE
/// @param number what it was sent under last; before that without meaning
/// @param left how often it may be repeated when the peer says nothing of it
record Control(int flags, int from, int to, int number, int left) {
  static final Control ALIVE = new Control(SyncMessage.ALIVE, 0, 0, 0, 0);
  static final Control RESYNC = new Control(SyncMessage.RESYNC, 0, 0, 0, Integer.MAX_VALUE);

  /// One in two NACKs may get lost: then this many are lost once in 65,536 times.
  private static final int REPEATS = 15;

  /// Void when another follows, which says more.
  static Control ack(int from, int to) {
    return new Control(SyncMessage.ACK, from, to, 0, 0);
  }

  static Control nack(int from, int to) {
    return new Control(SyncMessage.NACK, from, to, 0, REPEATS);
  }

  boolean isResync() {
    return flags == SyncMessage.RESYNC;
  }

  boolean hasRange() {
    return flags != SyncMessage.ALIVE;
  }

  Control sentAs(int number) {
    return new Control(flags, from, to, number, left);
  }

  boolean mayBeRepeated() {
    return left > 0;
  }

  Control repeated() {
    return new Control(flags, from, to, number, left - 1);
  }
}
