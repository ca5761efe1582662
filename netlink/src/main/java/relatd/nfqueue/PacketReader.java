// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import java.lang.foreign.MemorySegment;
import relatd.netlink.MalformedMessage;
import relatd.netlink.MessageWalker;

/// From the datagrams of a queue to its [PacketHandler]: everything between two system calls that
/// concerns netlink.
final class PacketReader {
  private final MessageWalker walker = new MessageWalker();
  private final QueuedPacket packet = new QueuedPacket();
  private final QueueCodec codec;
  private long packets;
  private long malformed;
  private long refused;

  PacketReader(QueueCodec codec) {
    this.codec = codec;
  }

  /// Hands on the packets of the datagram at `[from, from + size)`. What cannot be read any further
  /// is counted, and the packet it may concern named.
  void read(MemorySegment buffer, long from, int size, PacketHandler handler) {
    walker.wrap(buffer, from, size);
    while (true) {
      try {
        if (!walker.next()) {
          return;
        }
        if (!QueuedPacket.isPacket(walker)) {
          refused++;
          continue;
        }
        codec.read(walker, packet);
      } catch (MalformedMessage _) {
        malformed++;
        long id = QueuedPacket.salvageId(buffer, from, size);
        if (id >= 0) {
          handler.unreadable((int) id);
        }
        return;
      }
      packets++;
      handler.packet(packet);
    }
  }

  /// @param overruns reads that failed because the receive buffer had overflowed
  /// @param lost packets that found no room in it
  QueueCounters counters(long overruns, long lost) {
    return new QueueCounters(packets, malformed, refused, overruns, lost);
  }
}
