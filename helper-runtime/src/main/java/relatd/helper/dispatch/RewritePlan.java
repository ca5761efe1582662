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

  private final PacketView held = new PacketView();

  /// @param first sequence number of the payload's first byte
  /// @param inHand sequence number of the first byte that was not sent yet
  /// @return false when too much was rewritten already
  boolean make(Flow.Side side, EditList edits, int first, int inHand) {
    List<EditList.Edit> joined = edits.edits(MOST_EDITS);
    if (!side.rewrites.hasRoom(joined.size() * (side.held.count() + 1))) {
      return false;
    }
    side.rewrites.begin(inHand);
    for (EditList.Edit edit : joined) {
      int from = first + edit.offset();
      cut(side, from, from + edit.length(), edit.bytes());
    }
    return true;
  }

  /// Only one of the pieces may have another length (see [Rewrites]): the last. A text that ends
  /// before it stays whole, and the packets that hold it in pieces will not pass.
  private void cut(Flow.Side side, int start, int to, byte[] bytes) {
    int from = start;
    int written = 0;
    for (int i = 0; i < side.held.count(); i++) {
      side.held.view(i, held);
      int border = held.sequence() + held.payloadLength();
      int take = border - from;
      if (take > 0 && to - border > 0 && bytes.length - written >= take) {
        side.rewrites.add(from, take, Arrays.copyOfRange(bytes, written, written + take));
        written += take;
        from = border;
      }
    }
    side.rewrites.add(from, to - from, Arrays.copyOfRange(bytes, written, bytes.length));
  }
}
