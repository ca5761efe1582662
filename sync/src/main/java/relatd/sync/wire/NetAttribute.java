// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.sync.wire.WireLayout.U16;

import java.lang.foreign.MemorySegment;

/// Steps over the attributes of a data message.
///
/// ```
///  0        2        4
///  +--------+--------+----------------+---------+
///  | len    | type   | payload        | padding |
///  +--------+--------+----------------+---------+
///
///  len: header and payload, not the padding; both in network order
/// ```
///
/// Up to 4 bytes behind the last attribute count for nothing, even where they look like one.
final class NetAttribute {
  static final int HEADER = 4;

  private MemorySegment buffer = MemorySegment.NULL;
  private long next;
  private long end;
  private long at;
  private int length;
  private int type;

  /// Starts over with the attributes in `[from, to)`.
  NetAttribute wrap(MemorySegment buffer, long from, long to) {
    this.buffer = buffer;
    this.next = from;
    this.end = to;
    return this;
  }

  boolean hasNext() {
    return end - next > HEADER;
  }

  /// Moves on, where [#hasNext]; false when the attribute overruns the message.
  boolean next() {
    at = next;
    length = buffer.get(U16, at) & 0xffff;
    type = buffer.get(U16, at + 2) & 0xffff;
    if (length < HEADER || length > end - at) {
      return false;
    }
    next = at + (length + 3 & ~3);
    return true;
  }

  int type() {
    return type;
  }

  /// Where the payload begins.
  long payload() {
    return at + HEADER;
  }

  /// Bytes of header and payload.
  int length() {
    return length;
  }
}
