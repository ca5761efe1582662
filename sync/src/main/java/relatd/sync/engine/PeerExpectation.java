// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.lang.foreign.MemorySegment;
import relatd.sync.cache.ImageSource;
import relatd.sync.cache.KeyHash;
import relatd.sync.wire.ExpectEncoder;
import relatd.sync.wire.ExpectWire;
import relatd.sync.wire.SyncMessage;
import relatd.sync.wire.WireOptions;

/// An expectation as the peer states it, as the cache wants to have it. Reused for every message.
final class PeerExpectation implements ImageSource {
  private static final WireOptions ALL = new WireOptions(true, true);

  private final ExpectIdentity identity = new ExpectIdentity();
  private final ExpectWire message = new ExpectWire();
  private final ExpectEncoder encoder = new ExpectEncoder(ALL);

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
    return write(into, offset);
  }
}
