// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

/// What stands between two heads of [TextMessages]: a body of known length, or chunks (RFC 9112,
/// section 7.1). Passed by unread, in any number of pieces.
final class MessageBody {
  private static final int LONGEST_LINE = 1_024;

  private enum Part {
    BYTES,
    CHUNK_SIZE,
    CHUNK,
    TRAILER
  }

  private Part part = Part.BYTES;
  private long left;
  private boolean broken;

  /// So many bytes follow.
  void bytes(long count) {
    part = Part.BYTES;
    left = count;
    broken = false;
  }

  /// Chunks follow.
  void chunks() {
    part = Part.CHUNK_SIZE;
    left = 0;
  }

  /// Whether all of it was passed by.
  boolean isOver() {
    return left == 0 && part == Part.BYTES;
  }

  /// Whether it is none.
  boolean isBroken() {
    return broken;
  }

  /// Passes by what is there of it.
  ///
  /// @return the position behind that
  int pass(Payload payload, int from) {
    int at = from;
    while (!broken) {
      long take = Math.min(left, payload.length() - at);
      at += (int) take;
      left -= take;
      if (left > 0 || part == Part.BYTES) {
        break;
      }
      int end = payload.indexOf('\n', at);
      if (end < 0) {
        broken = payload.length() - at > LONGEST_LINE;
        break;
      }
      boolean carriage = end > at && payload.u8(end - 1) == '\r';
      broken = !line(payload, at, carriage ? end - 1 : end);
      at = end + 1;
    }
    return at;
  }

  /// A line between chunks: a size, the end of a chunk, a trailer.
  private boolean line(Payload payload, int from, int to) {
    switch (part) {
      case CHUNK -> {
        part = Part.CHUNK_SIZE;
        return to == from;
      }
      case CHUNK_SIZE -> {
        int size = hexadecimal(payload, from, to);
        part = size == 0 ? Part.TRAILER : Part.CHUNK;
        left = Math.max(0, size);
        return size >= 0;
      }
      default -> {
        part = to == from ? Part.BYTES : Part.TRAILER;
        return true;
      }
    }
  }

  private static int hexadecimal(Payload payload, int from, int to) {
    int value = -1;
    for (int i = from; i < to && payload.u8(i) != ';' && payload.u8(i) != ' '; i++) {
      int digit = Character.digit(payload.u8(i), 16);
      if (digit < 0 || value > 0xff_ffff) {
        return -1;
      }
      value = Math.max(value, 0) << 4 | digit;
    }
    return value;
  }
}
