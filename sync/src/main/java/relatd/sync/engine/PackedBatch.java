// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.lang.foreign.MemorySegment;
import relatd.sync.channel.Datagrams;
import relatd.sync.wire.SyncWriter;

/// What a writer has packed, as a channel sends it.
record PackedBatch(SyncWriter writer) implements Datagrams {
  @Override
  public MemorySegment buffer() {
    return writer.buffer();
  }

  @Override
  public int datagrams() {
    return writer.datagrams();
  }

  @Override
  public int offset(int datagram) {
    return writer.offset(datagram);
  }

  @Override
  public int length(int datagram) {
    return writer.length(datagram);
  }
}
