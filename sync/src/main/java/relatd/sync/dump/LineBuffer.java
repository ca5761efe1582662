// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A line under way, as bytes. Whoever writes knows that the line is short enough.
final class LineBuffer {
  private static final int DECIMAL = 10;

  private final byte[] bytes;
  private final Inet6Groups groups = new Inet6Groups();
  private int length;

  LineBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  void clear() {
    length = 0;
  }

  /// Copies the line out.
  ///
  /// @return its bytes
  int copy(MemorySegment into, long offset) {
    MemorySegment.copy(bytes, 0, into, ValueLayout.JAVA_BYTE, offset, length);
    return length;
  }

  /// ASCII.
  LineBuffer text(String text) {
    int from = length;
    int size = text.length();
    for (int i = 0; i < size; i++) {
      bytes[from + i] = (byte) text.charAt(i);
    }
    length = from + size;
    return this;
  }

  LineBuffer character(char character) {
    bytes[length++] = (byte) character;
    return this;
  }

  LineBuffer repeat(char character, int times) {
    for (int i = 0; i < times; i++) {
      bytes[length++] = (byte) character;
    }
    return this;
  }

  /// What ends the line goes when it is this.
  void trim(char character) {
    if (length > 0 && bytes[length - 1] == character) {
      length--;
    }
  }

  /// Unsigned.
  LineBuffer number(int value) {
    return number(Integer.toUnsignedLong(value));
  }

  /// Unsigned.
  LineBuffer number(long value) {
    int digits = 1;
    for (long rest = Long.divideUnsigned(value, DECIMAL); rest != 0; rest /= DECIMAL) {
      digits++;
    }
    length += digits;
    int at = length - 1;
    bytes[at--] = (byte) ('0' + Long.remainderUnsigned(value, DECIMAL));
    for (long rest = Long.divideUnsigned(value, DECIMAL); rest != 0; rest /= DECIMAL) {
      bytes[at--] = (byte) ('0' + rest % DECIMAL);
    }
    return this;
  }

  /// Lower case, without leading zeros.
  LineBuffer hex(int value) {
    int shift = 28;
    while (shift > 0 && value >>> shift == 0) {
      shift -= 4;
    }
    for (; shift >= 0; shift -= 4) {
      int digit = value >>> shift & 0xf;
      bytes[length++] = (byte) (digit < DECIMAL ? '0' + digit : 'a' + digit - DECIMAL);
    }
    return this;
  }

  /// As inet_ntop(3) writes it.
  LineBuffer address(boolean inet6, long high, long low) {
    if (inet6) {
      groups.write(this, high, low);
      return this;
    }
    return dotted((int) low);
  }

  LineBuffer dotted(int bits) {
    number(bits >>> 24).character('.').number(bits >>> 16 & 0xff).character('.');
    return number(bits >>> 8 & 0xff).character('.').number(bits & 0xff);
  }

  /// Bytes of a peer's choice: only what can be printed is.
  LineBuffer name(byte[] name, int size) {
    for (int i = 0; i < size; i++) {
      character(printable(name[i]));
    }
    return this;
  }

  /// The same of a string that may end in a NUL.
  LineBuffer name(MemorySegment from, long offset, int limit) {
    for (int i = 0; i < limit; i++) {
      byte next = from.get(ValueLayout.JAVA_BYTE, offset + i);
      if (next == 0) {
        break;
      }
      character(printable(next));
    }
    return this;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  static char printable(byte value) {
    return value < ' ' || value > '~' ? '?' : (char) value;
  }
}
