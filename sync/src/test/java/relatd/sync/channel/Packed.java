// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Datagrams of chosen lengths; each begins with its number and is filled with it.
final class Packed implements Datagrams {
  private final MemorySegment buffer;
  private final int[] offsets;
  private final int[] lengths;

  Packed(int firstNumber, int... lengths) {
    this.lengths = lengths;
    this.offsets = new int[lengths.length];
    int size = 0;
    for (int i = 0; i < lengths.length; i++) {
      offsets[i] = size;
      size += lengths[i];
    }
    this.buffer = Arena.ofAuto().allocate(Math.max(1, size));
    for (int i = 0; i < lengths.length; i++) {
      buffer.asSlice(offsets[i], lengths[i]).fill((byte) (firstNumber + i));
    }
  }

  /// Many of one length.
  static Packed equal(int firstNumber, int count, int length) {
    int[] lengths = new int[count];
    java.util.Arrays.fill(lengths, length);
    return new Packed(firstNumber, lengths);
  }

  /// What a datagram shows of itself: number and length, `3:100`.
  static String text(MemorySegment buffer, long from, int length) {
    byte number = buffer.get(JAVA_BYTE, from);
    for (int i = 0; i < length; i++) {
      if (buffer.get(JAVA_BYTE, from + i) != number) {
        throw new AssertionError("byte " + i + " belongs to another datagram");
      }
    }
    return (number & 0xff) + ":" + length;
  }

  String text(int index) {
    return text(buffer, offsets[index], lengths[index]);
  }

  @Override
  public MemorySegment buffer() {
    return buffer;
  }

  @Override
  public int datagrams() {
    return lengths.length;
  }

  @Override
  public int offset(int datagram) {
    return offsets[datagram];
  }

  @Override
  public int length(int datagram) {
    return lengths[datagram];
  }
}
