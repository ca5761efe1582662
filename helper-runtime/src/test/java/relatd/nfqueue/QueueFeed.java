// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A queue without a kernel: the same reader and the same verdicts, fed from memory and sent to
/// nobody.
public final class QueueFeed {
  private final QueueCodec codec;
  private final PacketReader reader;
  private long verdictBytes;

  /// @param library whether libnetfilter_queue reads the packets, as [QueueOptions#withLibrary]
  public QueueFeed(boolean library) {
    codec = library ? new LibraryCodec(Arena.ofAuto()) : new OwnCodec();
    reader = new PacketReader(codec);
  }

  /// Verdicts that leave for nowhere.
  public VerdictBatch verdicts() {
    return new VerdictBatch(
        Arena.ofAuto(),
        codec,
        1,
        (messages, from, bytes) -> {
          verdictBytes += bytes;
          return (int) bytes;
        });
  }

  /// A datagram comes.
  public void feed(MemorySegment buffer, long from, int size, PacketHandler handler) {
    reader.read(buffer, from, size, handler);
  }

  public QueueCounters counters() {
    return reader.counters(0, 0);
  }

  /// Bytes of verdicts sent so far.
  public long verdictBytes() {
    return verdictBytes;
  }
}
