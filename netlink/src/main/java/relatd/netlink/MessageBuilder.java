// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import relatd.conntrack.Address;
import relatd.conntrack.Family;

/// Writes nfnetlink messages, one behind the other, into a buffer that is used again and again.
///
/// `begin ... put ... end` makes a message; [#size] is what a single send takes. Values go out in
/// network order. A buffer that is too small is a programming error ([IndexOutOfBoundsException]):
/// the owner sizes it for its largest batch and asks [#room].
public final class MessageBuilder {
  private static final ValueLayout.OfShort U16_BE =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt U32_BE =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong U64_BE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int NESTED = 0x8000;
  private static final int HEADER = 4;

  private final MemorySegment buffer;
  private long message;
  private long at;

  public MessageBuilder(MemorySegment buffer) {
    this.buffer = buffer;
  }

  /// Forgets everything written.
  public MessageBuilder reset() {
    at = 0;
    message = 0;
    return this;
  }

  public MemorySegment buffer() {
    return buffer;
  }

  /// Bytes written so far: what to send.
  public long size() {
    return at;
  }

  /// Bytes that still fit.
  public long room() {
    return buffer.byteSize() - at;
  }

  /// Offset of the message begun last.
  public long messageOffset() {
    return message;
  }

  /// Begins a message.
  ///
  /// @param type subsystem and operation, `subsystem << 8 | operation`
  /// @param flags `NLM_F_*`; REQUEST is not added
  /// @param resourceId `res_id`: a queue number, else 0
  public MessageBuilder begin(int type, int flags, int sequence, int family, int resourceId) {
    message = at;
    buffer.set(JAVA_INT_UNALIGNED, at, 0);
    buffer.set(JAVA_SHORT_UNALIGNED, at + 4, (short) type);
    buffer.set(JAVA_SHORT_UNALIGNED, at + 6, (short) flags);
    buffer.set(JAVA_INT_UNALIGNED, at + 8, sequence);
    buffer.set(JAVA_INT_UNALIGNED, at + 12, 0);
    buffer.set(JAVA_BYTE, at + 16, (byte) family);
    buffer.set(JAVA_BYTE, at + 17, (byte) 0);
    buffer.set(U16_BE, at + 18, (short) resourceId);
    at += MessageWalker.NFNETLINK_HEADER;
    return this;
  }

  /// Begins a message that is not nfnetlink's: header alone, whatever follows is the caller's.
  public MessageBuilder beginRaw(int type, int flags, int sequence, int portId) {
    begin(type, flags, sequence, 0, 0);
    buffer.set(JAVA_INT_UNALIGNED, message + 12, portId);
    at = message + MessageWalker.HEADER;
    return this;
  }

  /// Bytes as they are, between a header and its attributes.
  public MessageBuilder putRaw(byte[] bytes) {
    MemorySegment.copy(bytes, 0, buffer, JAVA_BYTE, at, bytes.length);
    advance(bytes.length);
    return this;
  }

  /// Sets `nfgenmsg.version` of the message begun last; it is 0 otherwise.
  public MessageBuilder version(int version) {
    buffer.set(JAVA_BYTE, message + 17, (byte) version);
    return this;
  }

  /// Ends the message: its length is known now.
  public MessageBuilder end() {
    buffer.set(JAVA_INT_UNALIGNED, message, (int) (at - message));
    return this;
  }

  /// Takes over a message that a C library has written at [#size], as if it had been begun here.
  public MessageBuilder adopt() {
    message = at;
    at += buffer.get(JAVA_INT_UNALIGNED, at) + 3L & ~3L;
    return this;
  }

  /// Takes the message begun last back.
  public MessageBuilder rewind() {
    at = message;
    return this;
  }

  /// Adds a flag to the message begun last, as a batch's last message takes its ACK.
  public void addFlags(int flags) {
    int old = buffer.get(JAVA_SHORT_UNALIGNED, message + 6) & 0xffff;
    buffer.set(JAVA_SHORT_UNALIGNED, message + 6, (short) (old | flags));
  }

  /// Opens a nest; hand the result to [#endNest].
  public long nest(int type) {
    long start = at;
    header(type | NESTED, 0);
    return start;
  }

  public MessageBuilder endNest(long start) {
    buffer.set(JAVA_SHORT_UNALIGNED, start, (short) (at - start));
    return this;
  }

  public MessageBuilder putU8(int type, int value) {
    header(type, 1);
    buffer.set(JAVA_BYTE, at, (byte) value);
    advance(1);
    return this;
  }

  public MessageBuilder putU16(int type, int value) {
    header(type, 2);
    buffer.set(U16_BE, at, (short) value);
    advance(2);
    return this;
  }

  public MessageBuilder putU32(int type, int value) {
    header(type, 4);
    buffer.set(U32_BE, at, value);
    advance(4);
    return this;
  }

  public MessageBuilder putU64(int type, long value) {
    header(type, 8);
    buffer.set(U64_BE, at, value);
    advance(8);
    return this;
  }

  public MessageBuilder putAddress(int type, Address address) {
    header(type, address.family().addressBytes());
    if (address.family() == Family.INET) {
      buffer.set(U32_BE, at, (int) address.low());
    } else {
      buffer.set(U64_BE, at, address.high());
      buffer.set(U64_BE, at + 8, address.low());
    }
    advance(address.family().addressBytes());
    return this;
  }

  /// A string with its terminating NUL.
  public MessageBuilder putString(int type, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    header(type, bytes.length + 1);
    MemorySegment.copy(bytes, 0, buffer, JAVA_BYTE, at, bytes.length);
    buffer.set(JAVA_BYTE, at + bytes.length, (byte) 0);
    advance(bytes.length + 1);
    return this;
  }

  public MessageBuilder putBytes(int type, byte[] bytes) {
    header(type, bytes.length);
    MemorySegment.copy(bytes, 0, buffer, JAVA_BYTE, at, bytes.length);
    advance(bytes.length);
    return this;
  }

  public MessageBuilder putBytes(int type, MemorySegment source, long from, int length) {
    header(type, length);
    MemorySegment.copy(source, from, buffer, at, length);
    advance(length);
    return this;
  }

  private void header(int type, int length) {
    buffer.set(JAVA_SHORT_UNALIGNED, at, (short) (HEADER + length));
    buffer.set(JAVA_SHORT_UNALIGNED, at + 2, (short) type);
    at += HEADER;
  }

  private void advance(int length) {
    at += length;
    while ((at & 3) != 0) {
      buffer.set(JAVA_BYTE, at++, (byte) 0);
    }
  }
}
