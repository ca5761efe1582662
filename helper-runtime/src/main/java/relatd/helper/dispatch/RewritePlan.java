// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import java.util.Arrays;
import java.util.List;
import relatd.helper.packet.PacketView;

/// Turns replacements in a payload into rewrites of the stream, cut at the borders of the packets
/// that are held, so that each packet can be written on its own.
final class RewritePlan {
  /// Replacements remembered of one inspection: few, because those that are not acknowledged yet
  /// have to find room, and a text of many headers has many.
  private static final int MOST_EDITS = 2;

  private static final int MOST_PIECES = 2;

  private final PacketView held = new PacketView();

  /// @param first sequence number of the payload's first byte
  /// @param inHand sequence number of the first byte that was not sent yet
  /// @return false when too much was rewritten already
  boolean make(Flow.Side side, EditList edits, int first, int inHand) {
    List<EditList.Edit> joined = edits.edits(MOST_EDITS);
    int pieces = side.held.isEmpty() ? 1 : MOST_PIECES;
    if (!side.rewrites.hasRoom(joined.size() * pieces)) {
      return false;
    }
    side.rewrites.begin(inHand);
    for (EditList.Edit edit : joined) {
      int from = first + edit.offset();
      cut(side, from, from + edit.length(), edit.bytes());
    }
    return true;
  }

  /// A text of the same length is one piece, whatever the packets. Of one whose length changes only
  /// a piece without a border in it may have another length (see [Rewrites]): the last. A text that
  /// ends before it stays whole, and the packets that hold it in pieces will not pass.
  private void cut(Flow.Side side, int start, int to, byte[] bytes) {
    int from = start;
    for (int i = 0; i < side.held.count() && bytes.length != to - start; i++) {
      side.held.view(i, held);
      int border = held.sequence() + held.payloadLength();
      if (border - from > 0 && to - border > 0 && border - start <= bytes.length) {
        from = border;
      }
    }
    if (from != start) {
      side.rewrites.add(start, from - start, Arrays.copyOf(bytes, from - start));
    }
    side.rewrites.add(from, to - from, Arrays.copyOfRange(bytes, from - start, bytes.length));
  }
}
