// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.lang.foreign.MemorySegment;
import relatd.ctnetlink.ExpectMessage;
import relatd.sync.cache.KeyHash;
import relatd.sync.cache.KeyReader;

/// The connection that an expectation of the kernel belongs to, to be looked for.
final class MasterKey implements KeyReader {
  private final ConntrackIdentity identity = new ConntrackIdentity();

  MasterKey of(ExpectMessage expectation) {
    identity.set(expectation.master(), expectation.zone());
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
}
