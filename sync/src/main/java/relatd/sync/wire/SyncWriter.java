// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.sync.wire.WireLayout.*;

import java.lang.foreign.MemorySegment;

/// Writes messages into datagrams that lie one behind the other, ready for one batched send.
///
/// ```
///  0                      offset(1)            offset(2)         size()
///  +---------+---------+--+---------+----------+-----------------+
///  | message | message |  | message | message  | message ...     |
///  +---------+---------+--+---------+----------+-----------------+
///  `---- datagram 0 ---´  `---- datagram 1 ---´
/// ```
///
/// Datagrams are packed as conntrackd packs them: a message joins while the sum stays *below* the
/// limit. One that is alone too large for it gets a datagram of its own.
public final class SyncWriter {
  private final MemorySegment buffer;
  private final int limit;
  private final int[] starts;
  private int datagrams;
  private int size;

  /// @param buffer where the datagrams are put
  /// @param limit bytes that a datagram stays below: the interface's MTU less the headers in front
  /// @param capacity datagrams of one batch
  public SyncWriter(MemorySegment buffer, int limit, int capacity) {
    this.buffer = buffer;
    this.limit = limit;
    this.starts = new int[capacity];
  }

  /// Forgets all datagrams, once they are sent.
  public SyncWriter reset() {
    datagrams = 0;
    size = 0;
    return this;
  }

  public MemorySegment buffer() {
    return buffer;
  }

  public int datagrams() {
    return datagrams;
  }

  /// Bytes of all datagrams.
  public int size() {
    return size;
  }

  public int offset(int datagram) {
    return starts[datagram];
  }

  public int length(int datagram) {
    return (datagram + 1 < datagrams ? starts[datagram + 1] : size) - starts[datagram];
  }

  /// Whether a message of this length (header included) can still be put; otherwise the batch is to
  /// be sent first.
  public boolean hasRoom(int length) {
    return buffer.byteSize() - size >= length && (joins(length) || datagrams < starts.length);
  }

  /// Puts a control message without a range: ALIVE.
  public void putControl(int flags, int sequence) {
    header(SyncMessage.CTL, flags, SyncMessage.HEADER, sequence);
  }

  /// Puts an ACK, NACK or RESYNC (whose range is 0 to 0).
  public void putControl(int flags, int sequence, int from, int to) {
    long at = header(SyncMessage.CTL, flags, SyncMessage.RANGE_HEADER, sequence);
    buffer.set(U32, at + 8, from);
    buffer.set(U32, at + 12, to);
  }

  /// Puts a data message.
  ///
  /// @param type [SyncMessage#CT_NEW] to [SyncMessage#EXP_DEL]
  /// @param image holds the attributes, as [ConntrackEncoder] and [ExpectEncoder] write them
  public void putData(
      int type, int flags, int sequence, MemorySegment image, long offset, int length) {
    long at = header(type, flags, SyncMessage.HEADER + length, sequence);
    MemorySegment.copy(image, offset, buffer, at + SyncMessage.HEADER, length);
  }

  private long header(int type, int flags, int length, int sequence) {
    if (!hasRoom(length) || length > SyncMessage.MAX_LENGTH) {
      throw new IllegalStateException("no room for a message of " + length + " bytes");
    }
    if (!joins(length)) {
      starts[datagrams++] = size;
    }
    long at = size;
    buffer.set(U8, at, (byte) (SyncMessage.VERSION << 4 | type));
    buffer.set(U8, at + 1, (byte) flags);
    buffer.set(U16, at + 2, (short) length);
    buffer.set(U32, at + 4, sequence);
    size += length;
    return at;
  }

  private boolean joins(int length) {
    return datagrams > 0 && size - starts[datagrams - 1] + length < limit;
  }
}
