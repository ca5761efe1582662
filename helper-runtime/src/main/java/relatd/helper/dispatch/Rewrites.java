// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import relatd.helper.packet.PacketEditor;
import relatd.helper.packet.PacketView;

/// What was rewritten in one direction of a TCP connection and not yet acknowledged, so that every
/// retransmission is rewritten alike.
///
/// Positions are the sender's own sequence numbers; acknowledgements that come from the other side
/// count rewritten bytes and are translated back here. At most 8 are open at a time.
final class Rewrites {
  /// What [#apply] made of a packet.
  enum Outcome {
    UNTOUCHED,
    REWRITTEN,
    /// The packet begins or ends inside text whose length changed: let the sender find another
    /// border.
    IMPOSSIBLE
  }

  private static final int MOST = 8;

  private final int[] start = new int[MOST];
  private final int[] length = new int[MOST];
  private final byte[][] bytes = new byte[MOST][];
  private int count;
  private int confirmedShift;

  boolean isEmpty() {
    return count == 0;
  }

  boolean hasRoom(int more) {
    return count + more <= MOST;
  }

  /// Replaces `[from, from + replaced)`; in ascending order.
  void add(int from, int replaced, byte[] with) {
    start[count] = from;
    length[count] = replaced;
    bytes[count] = with;
    count++;
  }

  /// Takes an acknowledgement by the receiver, which counts rewritten bytes, and forgets what it
  /// covers.
  ///
  /// @return the same position in the sender's numbering
  int acknowledged(int acknowledgement) {
    int shift = confirmedShift;
    int covered = 0;
    for (int i = 0; i < count; i++) {
      int change = bytes[i].length - length[i];
      if (acknowledgement - (start[i] + length[i] + shift + change) < 0) {
        break;
      }
      shift += change;
      covered++;
    }
    if (covered > 0) {
      confirmedShift = shift;
      count -= covered;
      System.arraycopy(start, covered, start, 0, count);
      System.arraycopy(length, covered, length, 0, count);
      System.arraycopy(bytes, covered, bytes, 0, count);
    }
    return acknowledgement - shift;
  }

  /// Writes the packet as the receiver shall see it.
  Outcome apply(PacketView packet, PacketEditor editor) {
    int sequence = packet.sequence();
    int size = packet.payloadLength();
    int done = -1;
    for (int i = 0; i < count; i++) {
      int from = start[i] - sequence;
      int to = from + length[i];
      boolean inside = from >= 0 && to <= size;
      if (to <= 0 && !(inside && length[i] == 0) || from >= size) {
        continue;
      }
      if (!inside && bytes[i].length != length[i]) {
        return Outcome.IMPOSSIBLE;
      }
      if (done < 0) {
        editor.begin(packet);
        done = 0;
      }
      int first = Math.max(from, 0);
      int last = Math.min(to, size);
      editor.keep(done, first);
      editor.insert(bytes[i], first - from, inside ? bytes[i].length : last - from);
      done = last;
    }
    if (done < 0) {
      return Outcome.UNTOUCHED;
    }
    editor.keep(done, size);
    return editor.end() ? Outcome.REWRITTEN : Outcome.IMPOSSIBLE;
  }
}
