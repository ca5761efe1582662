// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.sync.wire.WireLayout.*;

import java.lang.foreign.MemorySegment;

/// Appends attributes ([NetAttribute] has the picture) to an image.
final class AttributeWriter {
  private MemorySegment buffer = MemorySegment.NULL;
  private long start;
  private long at;

  AttributeWriter wrap(MemorySegment buffer, long at) {
    this.buffer = buffer;
    this.start = at;
    this.at = at;
    return this;
  }

  /// Bytes appended.
  int length() {
    return (int) (at - start);
  }

  void u8(int number, int value) {
    buffer.set(U8, begin(number, 1), (byte) value);
  }

  void u16(int number, int value) {
    buffer.set(U16, begin(number, 2), (short) value);
  }

  /// In the order that conntrackd swaps once too often ([ConntrackAttribute]).
  void swapped(int number, int value) {
    buffer.set(U16_SWAPPED, begin(number, 2), (short) value);
  }

  void u32(int number, int value) {
    buffer.set(U32, begin(number, 4), value);
  }

  /// Values of 32 bits each.
  void words(int number, int[] values) {
    long payload = begin(number, values.length * 4);
    for (int i = 0; i < values.length; i++) {
      buffer.set(U32, payload + i * 4L, values[i]);
    }
  }

  void bytes(int number, byte[] values, int length) {
    long payload = begin(number, length);
    MemorySegment.copy(values, 0, buffer, U8, payload, length);
  }

  /// A string with the NUL behind it.
  void string(int number, TextDraft text) {
    long payload = begin(number, text.length() + 1);
    MemorySegment.copy(text.bytes(), 0, buffer, U8, payload, text.length());
    buffer.set(U8, payload + text.length(), (byte) 0);
  }

  /// Both addresses of a tuple, under the number of their family.
  void addresses(int inet, int inet6, TupleDraft tuple) {
    if (tuple.isInet6()) {
      long payload = begin(inet6, 32);
      buffer.set(U64, payload, tuple.sourceHigh());
      buffer.set(U64, payload + 8, tuple.sourceLow());
      buffer.set(U64, payload + 16, tuple.destinationHigh());
      buffer.set(U64, payload + 24, tuple.destinationLow());
    } else {
      long payload = begin(inet, 8);
      buffer.set(U32, payload, (int) tuple.sourceLow());
      buffer.set(U32, payload + 4, (int) tuple.destinationLow());
    }
  }

  /// One address, under the number of its family.
  void address(int inet, int inet6, boolean isInet6, long high, long low) {
    if (isInet6) {
      long payload = begin(inet6, 16);
      buffer.set(U64, payload, high);
      buffer.set(U64, payload + 8, low);
    } else {
      u32(inet, (int) low);
    }
  }

  void ports(int number, TupleDraft tuple) {
    buffer.set(U32, begin(number, 4), tuple.first() << 16 | tuple.second());
  }

  /// Writes a header and zero padding; returns where the payload is to be put.
  private long begin(int number, int payload) {
    int length = NetAttribute.HEADER + payload;
    int padded = length + 3 & ~3;
    if (padded != length) {
      buffer.set(U32, at + padded - 4, 0);
    }
    buffer.set(U16, at, (short) length);
    buffer.set(U16, at + 2, (short) number);
    long body = at + NetAttribute.HEADER;
    at += padded;
    return body;
  }
}
