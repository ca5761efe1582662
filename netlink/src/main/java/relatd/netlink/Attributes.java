// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import relatd.conntrack.Address;
import relatd.conntrack.Family;

/// Steps over the attributes of a message or of a nest.
///
/// ```
///  0      2      4
///  +------+------+----------------+---------+
///  | len  | type | payload        | padding |   len counts header and payload, not the padding;
///  +------+------+----------------+---------+   type: 0x8000 nested, 0x4000 network order, 14 bits of number
/// ```
///
/// Getters read the current attribute's payload, check its length and expect network order, as
/// netfilter's attributes have it. Valid until the bytes below it change.
public final class Attributes {
  private static final ValueLayout.OfShort U16_BE =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt U32_BE =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong U64_BE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int HEADER = 4;
  private static final int TYPE = 0x3fff;
  private static final int NESTED = 0x8000;

  private MemorySegment buffer = MemorySegment.NULL;
  private long next;
  private long end;
  private long payload;
  private int length;
  private int type;

  /// Starts over with the attributes in `[from, to)`.
  public Attributes wrap(MemorySegment buffer, long from, long to) {
    this.buffer = buffer;
    this.next = from;
    this.end = to;
    return this;
  }

  /// Moves to the next attribute; false at the end.
  ///
  /// @throws MalformedMessage when an attribute overruns what holds it
  public boolean next() {
    if (next >= end) {
      return false;
    }
    long left = end - next;
    if (left < HEADER) {
      next = end;
      throw MalformedMessage.Cause.ATTRIBUTE_LENGTH.asException();
    }
    int whole = buffer.get(JAVA_SHORT_UNALIGNED, next) & 0xffff;
    if (whole < HEADER || whole > left) {
      next = end;
      throw MalformedMessage.Cause.ATTRIBUTE_LENGTH.asException();
    }
    type = buffer.get(JAVA_SHORT_UNALIGNED, next + 2) & 0xffff;
    payload = next + HEADER;
    length = whole - HEADER;
    next += whole + 3 & ~3;
    return true;
  }

  /// Number of the current attribute, flag bits removed.
  public int type() {
    return type & TYPE;
  }

  /// Whether the sender marked it as a nest.
  public boolean isNested() {
    return (type & NESTED) != 0;
  }

  /// The type field as sent: number and flag bits.
  public int rawType() {
    return type;
  }

  public MemorySegment buffer() {
    return buffer;
  }

  /// Offset of the current attribute's payload.
  public long offset() {
    return payload;
  }

  /// Bytes of the current attribute's payload.
  public int length() {
    return length;
  }

  /// The attributes inside the current one.
  public Attributes nest(Attributes into) {
    return into.wrap(buffer, payload, payload + length);
  }

  public int u8() {
    require(1);
    return buffer.get(JAVA_BYTE, payload) & 0xff;
  }

  public int u16() {
    require(2);
    return buffer.get(U16_BE, payload) & 0xffff;
  }

  /// All 32 bits; use [Integer#toUnsignedLong] where the sign matters.
  public int u32() {
    require(4);
    return buffer.get(U32_BE, payload);
  }

  public long u64() {
    require(8);
    return buffer.get(U64_BE, payload);
  }

  /// An address of the given family.
  public Address address(Family family) {
    require(family.addressBytes());
    return family == Family.INET
        ? Address.ofInet(buffer.get(U32_BE, payload))
        : Address.ofInet6(buffer.get(U64_BE, payload), buffer.get(U64_BE, payload + 8));
  }

  /// A NUL-terminated string.
  public String string() {
    int size = 0;
    while (size < length && buffer.get(JAVA_BYTE, payload + size) != 0) {
      size++;
    }
    if (size == length) {
      throw MalformedMessage.Cause.UNTERMINATED.asException();
    }
    byte[] bytes = new byte[size];
    MemorySegment.copy(buffer, JAVA_BYTE, payload, bytes, 0, size);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// A copy of the payload.
  public byte[] bytes() {
    byte[] bytes = new byte[length];
    MemorySegment.copy(buffer, JAVA_BYTE, payload, bytes, 0, length);
    return bytes;
  }

  private void require(int bytes) {
    if (length != bytes) {
      throw MalformedMessage.Cause.VALUE_LENGTH.asException();
    }
  }
}
