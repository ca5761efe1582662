// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.sync.wire.WireLayout.*;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Where the attributes of one message lie, by number.
///
/// Getters read from the bytes and give 0 for what is absent. Of duplicates the last counts.
final class AttributeTable {
  private final NetAttribute attribute = new NetAttribute();

  /// Offsets of payloads; 0 for absent, which no payload has, because a header is before it.
  private final long[] at;

  private final int[] lengths;
  private MemorySegment buffer = MemorySegment.NULL;

  AttributeTable(int count) {
    at = new long[count];
    lengths = new int[count];
  }

  /// Begins a walk in `[from, to)`.
  void wrap(MemorySegment buffer, long from, long to) {
    this.buffer = buffer;
    Arrays.fill(at, 0);
    attribute.wrap(buffer, from, to);
  }

  /// The attribute that the walk stands on, to be judged before it is taken with [#take].
  NetAttribute attribute() {
    return attribute;
  }

  void take() {
    at[attribute.type()] = attribute.payload();
    lengths[attribute.type()] = attribute.length() - NetAttribute.HEADER;
  }

  void drop(int number) {
    at[number] = 0;
  }

  boolean has(int number) {
    return at[number] != 0;
  }

  MemorySegment buffer() {
    return buffer;
  }

  /// Where an attribute's payload begins; 0 for absent.
  long payload(int number) {
    return at[number];
  }

  /// Bytes of the payload of an attribute that is there.
  int length(int number) {
    return lengths[number];
  }

  int u8(int number) {
    return at[number] == 0 ? 0 : buffer.get(U8, at[number]) & 0xff;
  }

  int u16(int number) {
    return u16(number, 0);
  }

  /// Two bytes inside a payload.
  int u16(int number, int offset) {
    return at[number] == 0 ? 0 : buffer.get(U16, at[number] + offset) & 0xffff;
  }

  int swapped(int number) {
    return at[number] == 0 ? 0 : buffer.get(U16_SWAPPED, at[number]) & 0xffff;
  }

  int u32(int number) {
    return u32(number, 0);
  }

  int u32(int number, int offset) {
    return at[number] == 0 ? 0 : buffer.get(U32, at[number] + offset);
  }

  long u64(int number, int offset) {
    return at[number] == 0 ? 0 : buffer.get(U64, at[number] + offset);
  }

  /// Upper 64 bits of one address; 0 for IPv4.
  long addressHigh(int number, boolean inet6) {
    return inet6 ? u64(number, 0) : 0;
  }

  long addressLow(int number, boolean inet6) {
    return inet6 ? u64(number, 8) : u32(number) & 0xffff_ffffL;
  }

  /// Bytes of a string before its NUL, or all where it has none.
  int stringLength(int number) {
    if (at[number] == 0) {
      return 0;
    }
    int size = 0;
    while (size < lengths[number] && buffer.get(U8, at[number] + size) != 0) {
      size++;
    }
    return size;
  }

  /// Copies a string as far as there is room.
  ///
  /// @return bytes copied; 0 for absent
  int copyString(int number, byte[] into) {
    int length = Math.min(stringLength(number), into.length);
    MemorySegment.copy(buffer, U8, at[number], into, 0, length);
    return length;
  }

  /// Empty for absent.
  String string(int number) {
    byte[] bytes = new byte[stringLength(number)];
    copyString(number, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
