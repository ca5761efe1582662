// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.lang.foreign.MemorySegment;
import relatd.sync.cache.ImageSource;
import relatd.sync.cache.KeyHash;
import relatd.sync.wire.ConntrackEncoder;
import relatd.sync.wire.ConntrackWire;
import relatd.sync.wire.SyncMessage;
import relatd.sync.wire.WireOptions;

/// A conntrack as the peer states it, as the cache wants to have it. Reused for every message.
final class PeerConntrack implements ImageSource {
  private final ConntrackIdentity identity = new ConntrackIdentity();
  private final ConntrackWire message = new ConntrackWire();
  private final ConntrackWire known = new ConntrackWire();
  private final ConntrackEncoder encoder;

  /// @param options what is kept of it
  PeerConntrack(WireOptions options) {
    this.encoder = new ConntrackEncoder(options);
  }

  /// @return false when it is malformed
  boolean wrap(SyncMessage from) {
    if (!message.wrap(from)) {
      return false;
    }
    if (message.isComplete()) {
      identity.set(message);
    }
    return true;
  }

  /// Whether it names anything.
  boolean isComplete() {
    return message.isComplete();
  }

  /// Of an image that this node wrote.
  PeerConntrack wrap(MemorySegment image, long offset, int length) {
    message.wrap(image, offset, length);
    identity.set(message);
    return this;
  }

  @Override
  public int hash(KeyHash function) {
    return identity.hash(function);
  }

  @Override
  public boolean matches(MemorySegment image, long offset, int length) {
    return identity.matches(image, offset, length);
  }

  @Override
  public int write(MemorySegment into, long offset) {
    return encoder.encode(message, into, offset);
  }

  @Override
  public int writeOver(
      MemorySegment before, long from, int length, MemorySegment into, long offset) {
    known.wrap(before, from, length);
    return encoder.encodeOver(known, message, into, offset);
  }
}
