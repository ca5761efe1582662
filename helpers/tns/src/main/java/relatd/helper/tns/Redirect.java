// SPDX-License-Identifier: Apache-2.0
package relatd.helper.tns;

import java.util.ArrayList;
import java.util.List;
import relatd.helper.Payload;

/// A redirect's text, and where it lies: in the packet itself, or in DATA packets behind it.
///
/// ```
///   REDIRECT  | header, 8 | text length, 2 | text, perhaps 0 and data for the next CONNECT |
///
///   REDIRECT  | header, 8 | text length or 0, 2 |                      length of the packet: 10
///   DATA      | header, 8 | flags, 2 | text |                          0x40: the last one
/// ```
///
/// @param start of the REDIRECT in the payload
/// @param pieces of the text, in order
/// @param announced the text length that the REDIRECT states
/// @param text up to a NUL
record Redirect(State state, int start, List<Piece> pieces, int announced, String text) {
  enum State {
    /// More has to come.
    PART,
    MALFORMED,
    WHOLE
  }

  /// A part of the text.
  ///
  /// @param packet where its packet begins in the payload
  /// @param packetLength as its header says
  /// @param at where its text begins in the payload
  record Piece(int packet, int packetLength, int at, int length) {}

  private static final int FIXED = TnsPacket.HEADER + 2;
  private static final int LONGEST_TEXT = 4_096;
  private static final int MOST_PIECES = 16;
  private static final int LAST = 0x40;

  /// Bytes of a redirect with all its packets.
  static final int LONGEST = LONGEST_TEXT + (1 + MOST_PIECES) * FIXED;

  private static Redirect of(State state) {
    return new Redirect(state, 0, List.of(), 0, "");
  }

  static Redirect read(Payload payload, int start) {
    int length = TnsPacket.length(payload, start);
    if (length < FIXED || length - FIXED > LONGEST_TEXT) {
      return of(State.MALFORMED);
    }
    if (payload.length() - start < length) {
      return of(State.PART);
    }
    int announced = payload.u16(start + TnsPacket.HEADER);
    if (length == FIXED) {
      return split(payload, start, announced);
    }
    if (announced > length - FIXED) {
      return of(State.MALFORMED);
    }
    List<Piece> pieces = List.of(new Piece(start, length, start + FIXED, announced));
    return new Redirect(State.WHOLE, start, pieces, announced, text(payload, pieces));
  }

  private static Redirect split(Payload payload, int start, int announced) {
    List<Piece> pieces = new ArrayList<>();
    int at = start + FIXED;
    int total = 0;
    while (payload.length() - at >= FIXED) {
      int length = TnsPacket.length(payload, at);
      total += length - FIXED;
      if (TnsPacket.type(payload, at) != TnsPacket.DATA
          || length < FIXED
          || Math.max(total, announced) > LONGEST_TEXT
          || pieces.size() == MOST_PIECES) {
        return of(State.MALFORMED);
      }
      if (payload.length() - at < length) {
        return of(State.PART);
      }
      pieces.add(new Piece(at, length, at + FIXED, length - FIXED));
      boolean last = (payload.u16(at + TnsPacket.HEADER) & LAST) != 0;
      String text = text(payload, pieces);
      if (last || (announced == 0 ? AddressText.isBalanced(text) : total >= announced)) {
        return new Redirect(State.WHOLE, start, List.copyOf(pieces), announced, text);
      }
      at += length;
    }
    return of(State.PART);
  }

  private static String text(Payload payload, List<Piece> pieces) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      text.append(payload.text(piece.at(), piece.at() + piece.length()));
    }
    int end = text.indexOf("\0");
    return end < 0 ? text.toString() : text.substring(0, end);
  }
}
