// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.lang.foreign.MemorySegment;
import relatd.ctnetlink.ConntrackMessage;
import relatd.sync.cache.ImageSource;
import relatd.sync.cache.KeyHash;
import relatd.sync.wire.ConntrackEncoder;
import relatd.sync.wire.ConntrackWire;
import relatd.sync.wire.WireOptions;

/// A conntrack of the kernel, as the cache wants to have it. Reused for every event; valid as long
/// as the message it was given.
final class KernelConntrack implements ImageSource {
  private final ConntrackIdentity identity = new ConntrackIdentity();
  private final ConntrackWire known = new ConntrackWire();
  private final ConntrackEncoder encoder;
  private ConntrackMessage message;

  KernelConntrack(WireOptions options) {
    this.encoder = new ConntrackEncoder(options);
  }

  KernelConntrack of(ConntrackMessage message) {
    this.message = message;
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
