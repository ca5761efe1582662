// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import relatd.sync.wire.SyncMessage;

/// How two nodes keep each other informed: a `Mode` section of conntrackd.conf.
public sealed interface SyncMode permits FtFw, Notrack, Alarm {
  /// The internal conntrack entry is new, updated or DEAD, and the peer is to know. An entry waits
  /// once at most; what is sent is what it is by then. From now on a DEAD one belongs to the mode,
  /// which removes it from its cache when it is no longer needed.
  void conntrackChanged(int entry);

  /// The same for an internal expectation.
  void expectationChanged(int entry);

  /// Everything that the internal caches hold is to be sent, as fast as the link takes it.
  void sendAll();

  /// The peer is to send everything: `-n`, `StartupResync`.
  void requestResync();

  /// Judges a message of our version. May ask for a resync, but sends nothing before the next
  /// [#transmit].
  Verdict receive(SyncMessage message);

  /// Sends what waits, or a good part of it; to be called at the end of each turn of the loop.
  ///
  /// @param now nanoseconds of the clock
  /// @return whether more can leave at once: then the loop's next turn is not to wait
  boolean transmit(long now);

  /// When [#elapse] and [#transmit] are due next, in nanoseconds of the clock.
  long deadline();

  /// Says a sign of life when it is due.
  ///
  /// @param now nanoseconds of the clock
  void elapse(long now);

  /// Entries and control messages that wait to be sent.
  int waiting();

  /// What has been seen of the peer's sequence numbers.
  SequenceTracker sequence();
}
