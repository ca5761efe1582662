// SPDX-License-Identifier: Apache-2.0
package relatd.sync.stats;

import java.lang.foreign.MemorySegment;
import relatd.conntrack.Conntrack;
import relatd.ctnetlink.ConntrackMessage;
import relatd.sync.cache.EntryType;
import relatd.sync.cache.ImageSource;
import relatd.sync.cache.KeyHash;
import relatd.sync.wire.ConntrackEncoder;
import relatd.sync.wire.ConntrackWire;
import relatd.sync.wire.WireOptions;

/// A kernel's message as a cache takes it; the shortest way there, not the fastest.
final class KernelImage implements ImageSource {
  static final EntryType<Conntrack> TYPE =
      new EntryType<>() {
        @Override
        public String word() {
          return "conntrack";
        }

        @Override
        public int maxImage() {
          return ConntrackEncoder.MAX_IMAGE;
        }

        @Override
        public Conntrack read(MemorySegment image, long offset, int length) {
          ConntrackWire wire = new ConntrackWire();
          wire.wrap(image, offset, length);
          return wire.toConntrack().orElseThrow();
        }
      };

  private final ConntrackEncoder encoder = new ConntrackEncoder(WireOptions.DEFAULT);
  private final MemorySegment image = MemorySegment.ofArray(new byte[ConntrackEncoder.MAX_IMAGE]);
  private final ConntrackWire wire = new ConntrackWire();
  private final ConntrackWire other = new ConntrackWire();
  private ConntrackMessage message = new ConntrackMessage();
  private int length;

  KernelImage of(ConntrackMessage said) {
    message = said;
    length = encoder.encode(said, image, 0);
    wire.wrap(image, 0, length);
    return this;
  }

  @Override
  public int hash(KeyHash function) {
    long addresses = wire.original().sourceLow() ^ wire.original().destinationLow() << 7;
    long identifiers = wire.sourceIdentifier() << 16 | wire.destinationIdentifier();
    return function.end(function.mix(function.mix(function.start(), addresses), identifiers));
  }

  @Override
  public boolean matches(MemorySegment block, long offset, int size) {
    return other.wrap(block, offset, size) && other.isSameConnection(wire);
  }

  @Override
  public int write(MemorySegment into, long offset) {
    MemorySegment.copy(image, 0, into, offset, length);
    return length;
  }

  @Override
  public int writeOver(MemorySegment before, long from, int size, MemorySegment into, long offset) {
    other.wrap(before, from, size);
    return encoder.encodeOver(other, message, into, offset);
  }
}
