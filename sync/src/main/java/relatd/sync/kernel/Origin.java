// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

/// Who caused an event, which decides what becomes of it.
public enum Origin {
  /// Packets, timeouts, other programs: cached and sent to the peer.
  OTHER(true, true),

  /// Our own commit: cached, but the peer is not told what it told us. Where the socket has a
  /// filter ([KernelFilter]) such events do not come, and the commit itself says what to cache.
  COMMIT(true, false),

  /// Our own flush: the entries leave the internal cache, the peer keeps its own.
  FLUSH(true, false),

  /// Our own injection of the peer's entries: nobody's business.
  INJECT(false, false);

  private final boolean isCached;
  private final boolean isSent;

  Origin(boolean isCached, boolean isSent) {
    this.isCached = isCached;
    this.isSent = isSent;
  }

  /// Whether the internal cache follows such events.
  public boolean isCached() {
    return isCached;
  }

  /// Whether such events go to the peer.
  public boolean isSent() {
    return isSent;
  }
}
