// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

import java.util.Arrays;
import relatd.helper.Payload;

/// One message, wherever its fragments lie in the payload (RFC 5531, section 11). A flyweight:
/// valid as long as its payload.
///
/// ```
///   payload   | mark | fragment 0 | mark | fragment 1 | ...
///   message          |  0 ...            | ...        |
/// ```
final class RpcMessage {
  /// A record in more fragments is not read. Senders use one; a buffered one may take a few.
  static final int MOST_FRAGMENTS = 64;

  private final int[] place = new int[MOST_FRAGMENTS];
  private final int[] start = new int[MOST_FRAGMENTS + 1];
  private Payload payload = new Payload();
  private int fragments;

  /// A message of no fragments yet.
  RpcMessage begin(Payload payload) {
    this.payload = payload;
    fragments = 0;
    return this;
  }

  /// Adds a fragment, whose end need not have come yet; false when there are too many.
  boolean add(int at, int length) {
    if (fragments == MOST_FRAGMENTS) {
      return false;
    }
    place[fragments] = at;
    start[fragments + 1] = start[fragments] + length;
    fragments++;
    return true;
  }

  int length() {
    return start[fragments];
  }

  /// Bytes that have come: all but those behind the payload's end.
  int available() {
    if (fragments == 0) {
      return 0;
    }
    int last = fragments - 1;
    int missing = place[last] + start[fragments] - start[last] - payload.length();
    return length() - Math.max(0, missing);
  }

  /// @param at below [#available]
  int u8(int at) {
    return payload.u8(placeOf(at));
  }

  /// @param at at most [#available] - 4
  int u32(int at) {
    return u8(at) << 24 | u8(at + 1) << 16 | u8(at + 2) << 8 | u8(at + 3);
  }

  boolean matches(int at, int length, String text) {
    if (length != text.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (u8(at + i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  String text(int at, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) u8(at + i));
    }
    return text.toString();
  }

  /// Where the fragments lie, to be kept beyond the payload.
  RecordLayout layout(boolean marked) {
    return new RecordLayout(
        Arrays.copyOf(place, fragments), Arrays.copyOf(start, fragments + 1), marked);
  }

  private int placeOf(int at) {
    int fragment = 0;
    while (at >= start[fragment + 1] && fragment < fragments - 1) {
      fragment++;
    }
    return place[fragment] + at - start[fragment];
  }
}
