// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import relatd.helper.packet.PacketView;

/// Copies of datagrams that passed before they could be read: where packets bring no connection,
/// the first datagram of one is queued before the kernel has it in its table, and only its
/// acceptance puts it there.
///
/// Holds what one batch brings; what does not fit is not kept.
final class PassedDatagrams {
  private static final int MOST = 256;

  private final MemorySegment bytes;
  private final int[] end = new int[MOST + 1];
  private int kept;
  private int read;

  /// @param capacity bytes; 0 keeps nothing
  PassedDatagrams(int capacity) {
    bytes = Arena.ofAuto().allocate(capacity, 8);
  }

  /// Copies a packet, from its IP header on.
  void keep(MemorySegment buffer, long offset, int length) {
    if (kept < MOST && end[kept] + length <= bytes.byteSize()) {
      MemorySegment.copy(buffer, offset, bytes, end[kept], length);
      end[kept + 1] = end[kept] + length;
      kept++;
    }
  }

  /// Shows the next one; false, and empty again, after the last.
  boolean next(PacketView view) {
    if (read == kept) {
      kept = 0;
      read = 0;
      return false;
    }
    view.wrap(bytes, end[read], end[read + 1] - end[read]);
    read++;
    return true;
  }
}
