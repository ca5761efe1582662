// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import relatd.conntrack.Direction;

/// The unread bytes of one direction, or one datagram, wherever they lie: a test's array or the
/// kernel's receive buffer.
///
/// A flyweight: valid during the call it is handed to, re-wrapped for the next. Reading past the
/// end is [IndexOutOfBoundsException], which ends the connection's inspection, so a grammar asks
/// [#length] first.
public final class Payload {
  private static final int MOST_DIGITS = 10;

  private MemorySegment bytes = MemorySegment.NULL;
  private long base;
  private int length;
  private Direction direction = Direction.ORIGINAL;
  private boolean afterGap;
  private long nanos;

  public Payload() {}

  /// @param nanos time of the packet on the runtime's monotonic clock
  public Payload wrap(
      MemorySegment bytes,
      long base,
      int length,
      Direction direction,
      boolean afterGap,
      long nanos) {
    this.bytes = bytes;
    this.base = base;
    this.length = length;
    this.direction = direction;
    this.afterGap = afterGap;
    this.nanos = nanos;
    return this;
  }

  /// Who sent it.
  public Direction direction() {
    return direction;
  }

  public int length() {
    return length;
  }

  /// Whether bytes before the first one were lost or never seen: begin at the next line or record
  /// that is certain.
  public boolean afterGap() {
    return afterGap;
  }

  /// When the packet came, in nanoseconds of a clock that only differences may be taken of.
  public long nanos() {
    return nanos;
  }

  public int u8(int at) {
    check(at, 1);
    return bytes.get(JAVA_BYTE, base + at) & 0xff;
  }

  /// Network order.
  public int u16(int at) {
    return u8(at) << 8 | u8(at + 1);
  }

  /// Network order; all 32 bits.
  public int u32(int at) {
    return u16(at) << 16 | u16(at + 2);
  }

  /// Position of the first such byte at or behind `from`; -1 when there is none.
  public int indexOf(int value, int from) {
    for (int i = from; i < length; i++) {
      if (bytes.get(JAVA_BYTE, base + i) == (byte) value) {
        return i;
      }
    }
    return -1;
  }

  /// Whether this ASCII text stands here; false when the payload ends before it does.
  public boolean matches(int at, String text) {
    return matches(at, text, 0);
  }

  /// As [#matches], letters of any case. The text is given in upper case.
  public boolean matchesIgnoreCase(int at, String text) {
    return matches(at, text, 0x20);
  }

  /// A copy of `[from, to)` as text, one character per byte.
  public String text(int from, int to) {
    check(from, to - from);
    byte[] copy = new byte[to - from];
    MemorySegment.copy(bytes, JAVA_BYTE, base + from, copy, 0, copy.length);
    return new String(copy, StandardCharsets.ISO_8859_1);
  }

  /// The decimal number that `[from, to)` is: digits alone, at most ten. -1 when it is none or
  /// larger than `largest`.
  public long decimal(int from, int to, long largest) {
    if (from >= to || to - from > MOST_DIGITS) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = u8(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value > largest ? -1 : value;
  }

  /// The port (1 to 65535) that the at most five digits in `[from, to)` name; -1 when they do not.
  public int port(int from, int to) {
    int port = to - from > 5 ? -1 : (int) decimal(from, to, 0xffff);
    return port == 0 ? -1 : port;
  }

  private boolean matches(int at, String text, int caseBit) {
    if (at < 0 || text.length() > length - at) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      int wanted = text.charAt(i);
      int found = u8(at + i);
      if (found != wanted && !(wanted >= 'A' && wanted <= 'Z' && found == (wanted | caseBit))) {
        return false;
      }
    }
    return true;
  }

  private void check(int at, int size) {
    if (at < 0 || size < 0 || size > length - at) {
      throw new IndexOutOfBoundsException();
    }
  }
}
