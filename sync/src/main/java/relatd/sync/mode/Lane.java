// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import relatd.sync.cache.Cache;
import relatd.sync.cache.EntryQueue;
import relatd.sync.cache.EntryStatus;

/// One internal cache as a mode sees it: its entries that wait, and those that may be resent. An
/// entry is in one of both at most, so what changes leaves the resend queue by itself.
final class Lane {
  final Cache<?> cache;
  final EntryQueue waiting;
  final EntryQueue sent;
  private final int newType;

  /// @param newType [relatd.sync.wire.SyncMessage#CT_NEW] or its expectation twin; update and
  ///   delete follow it
  Lane(Cache<?> cache, int newType) {
    this.cache = cache;
    this.newType = newType;
    this.waiting = cache.queue();
    this.sent = cache.queue();
  }

  /// What to tell of an entry: decided when it is sent, not when it changed.
  int messageType(int entry) {
    return newType + cache.status(entry).ordinal();
  }

  /// Nobody needs to hear of the entry again: when it is gone, now it may go.
  void release(int entry) {
    sent.remove(entry);
    if (cache.status(entry) == EntryStatus.DEAD) {
      cache.remove(entry);
    }
  }
}
