// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.sync.wire.WireLayout.*;

import java.lang.foreign.MemorySegment;

/// One message of the peer: its header, and where its attributes lie.
///
/// ```
///  0        1        2                 4                                   8
///  +----+----+--------+-----------------+-----------------------------------+
///  |vers|type| flags  | len             | seq                               |
///  +----+----+--------+-----------------+-----------------------------------+
///  | ACK, NACK, RESYNC: from            | to                                |  CTL with range
///  +------------------------------------+-----------------------------------+
///  | attributes ([NetAttribute]) ...                                        |  types 0 to 5
///
///  vers: 4 bits, 1 since conntrackd 1.2; len: header included; all in network order
/// ```
///
/// The predicates are not exclusive: each mode asks them in its own order. [SyncWalker] wraps;
/// valid until the bytes below change or it steps on.
public final class SyncMessage {
  /// The only version that is spoken.
  public static final int VERSION = 1;

  public static final int CT_NEW = 0;
  public static final int CT_UPD = 1;
  public static final int CT_DEL = 2;
  public static final int EXP_NEW = 3;
  public static final int EXP_UPD = 4;
  public static final int EXP_DEL = 5;
  public static final int CTL = 10;

  public static final int RESYNC = 0x02;
  public static final int NACK = 0x04;
  public static final int ACK = 0x08;
  public static final int ALIVE = 0x10;
  public static final int HELLO = 0x20;
  public static final int HELLO_BACK = 0x40;

  /// Bytes before the attributes.
  public static final int HEADER = 8;

  /// Bytes of a control message that names a range.
  public static final int RANGE_HEADER = 16;

  /// The most that the length field can say.
  public static final int MAX_LENGTH = 0xffff;

  private static final int RANGED = ACK | NACK | RESYNC;

  private MemorySegment buffer = MemorySegment.NULL;
  private long offset;

  SyncMessage() {}

  SyncMessage wrap(MemorySegment buffer, long offset) {
    this.buffer = buffer;
    this.offset = offset;
    return this;
  }

  public MemorySegment buffer() {
    return buffer;
  }

  /// Where the header begins.
  public long offset() {
    return offset;
  }

  public int version() {
    return buffer.get(U8, offset) >>> 4 & 0xf;
  }

  public int type() {
    return buffer.get(U8, offset) & 0xf;
  }

  public int flags() {
    return buffer.get(U8, offset + 1) & 0xff;
  }

  /// Bytes of the whole message.
  public int length() {
    return buffer.get(U16, offset + 2) & 0xffff;
  }

  /// Compare by difference: the number wraps.
  public int sequence() {
    return buffer.get(U32, offset + 4);
  }

  /// First number of the range; only where [#hasRange].
  public int from() {
    return buffer.get(U32, offset + 8);
  }

  /// Last number of the range, itself included; only where [#hasRange].
  public int to() {
    return buffer.get(U32, offset + 12);
  }

  /// Where the attributes of a data message begin.
  public long attributes() {
    return offset + HEADER;
  }

  /// Bytes of the attributes of a data message.
  public int attributesLength() {
    return length() - HEADER;
  }

  public boolean isData() {
    return type() <= EXP_DEL && (flags() & ~(HELLO | HELLO_BACK)) == 0;
  }

  public boolean isConntrack() {
    return type() <= CT_DEL;
  }

  public boolean isExpectation() {
    return type() >= EXP_NEW && type() <= EXP_DEL;
  }

  public boolean isAck() {
    return isControl(ACK);
  }

  public boolean isNack() {
    return isControl(NACK);
  }

  public boolean isResync() {
    return isControl(RESYNC);
  }

  public boolean isAlive() {
    return isControl(ALIVE);
  }

  public boolean isHello() {
    return (flags() & HELLO) != 0;
  }

  public boolean isHelloBack() {
    return (flags() & HELLO_BACK) != 0;
  }

  /// Whether the header is the long one.
  public boolean hasRange() {
    return isControl(RANGED);
  }

  private boolean isControl(int bits) {
    return type() == CTL && (flags() & bits) != 0;
  }
}
