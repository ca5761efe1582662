// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.lang.foreign.MemorySegment;
import relatd.ctnetlink.ExpectMessage;
import relatd.sync.cache.ImageSource;
import relatd.sync.cache.KeyHash;
import relatd.sync.wire.ExpectEncoder;
import relatd.sync.wire.WireOptions;

/// An expectation of the kernel, as the cache wants to have it. What is said later replaces what
/// was said before. Reused for every event.
final class KernelExpectation implements ImageSource {
  private final ExpectIdentity identity = new ExpectIdentity();
  private final ExpectEncoder encoder;
  private ExpectMessage message;

  KernelExpectation(WireOptions options) {
    this.encoder = new ExpectEncoder(options);
  }

  KernelExpectation of(ExpectMessage message) {
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
    return write(into, offset);
  }
}
