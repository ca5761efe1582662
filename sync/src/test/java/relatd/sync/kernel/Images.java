// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.IntFunction;
import relatd.conntrack.Conntrack;
import relatd.sync.wire.ConntrackEncoder;
import relatd.sync.wire.WireOptions;

/// Images as a cache keeps them, one behind the other in native memory.
final class Images implements WireEntries {
  private final MemorySegment memory;
  private final int[] lengths;
  private int at;
  private long offset;

  Images(Arena arena, int count, IntFunction<Conntrack> entries) {
    ConntrackEncoder encoder = new ConntrackEncoder(new WireOptions(true, true));
    memory = arena.allocate(count * 128L + ConntrackEncoder.MAX_IMAGE, 8);
    lengths = new int[count];
    long end = 0;
    for (int i = 0; i < count; i++) {
      lengths[i] = encoder.encode(entries.apply(i), memory, end);
      end += lengths[i];
    }
    rewind();
  }

  @Override
  public void rewind() {
    at = -1;
    offset = 0;
  }

  @Override
  public boolean next() {
    if (at >= 0) {
      offset += lengths[at];
    }
    return ++at < lengths.length;
  }

  @Override
  public MemorySegment buffer() {
    return memory;
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public int length() {
    return lengths[at];
  }

  @Override
  public long age() {
    return 0;
  }
}
