// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import relatd.helper.packet.PacketEditor;
import relatd.helper.packet.PacketView;

/// What was rewritten in one direction of a TCP connection, so that every retransmission is
/// rewritten alike: what is not acknowledged, and as much of the rest as there is room for, because
/// an acknowledgement may be lost on its way to the sender.
///
/// Positions are the sender's own sequence numbers; acknowledgements that come from the other side
/// count rewritten bytes and are translated back here.
///
/// Where the length changes, the kernel shifts the numbers of what follows, but it knows only one
/// place where the shift begins: the start of the packet that was changed last
/// (nf_conntrack_seqadj). From there to the end of the changed text is a unit: it passes whole or
/// not at all, and the next one passes when it was acknowledged. An acknowledgement that fell into
/// it would be translated wrongly, so none of it may have been sent before.
///
/// ```
///   packet as first sent   |..........[ text of another length ]......|
///   unit                   |<-------------------------------->|
/// ```
final class Rewrites {
  /// What [#apply] made of a packet.
  enum Outcome {
    UNTOUCHED,
    REWRITTEN,
    /// A part of a unit, or not its turn: let the sender try again, with other borders or later.
    IMPOSSIBLE
  }

  private static final int MOST = 8;

  private final int[] start = new int[MOST];
  private final int[] length = new int[MOST];
  private final byte[][] bytes = new byte[MOST][];
  private final boolean[] sent = new boolean[MOST];
  private final int[] unitFrom = new int[MOST];
  private final int[] unitTo = new int[MOST];
  private int count;
  private int confirmed; // so many of them, the oldest, were acknowledged
  private int confirmedShift;
  private int sentTo; // number behind what has passed

  /// Whether nothing was rewritten.
  boolean isEmpty() {
    return count == 0;
  }

  /// Whether all of it was acknowledged.
  boolean isSettled() {
    return count == confirmed;
  }

  boolean hasRoom(int more) {
    return count - confirmed + more <= MOST;
  }

  /// Replacements follow, in packets that begin with this number and were not sent yet.
  void begin(int inHand) {
    sentTo = count == 0 || inHand - sentTo < 0 ? inHand : sentTo;
  }

  /// Replaces `[from, from + replaced)`; in ascending order, and where there is room.
  void add(int from, int replaced, byte[] with) {
    if (count == MOST) {
      forgetOldest();
    }
    start[count] = from;
    length[count] = replaced;
    bytes[count] = with;
    sent[count] = false;
    count++;
  }

  /// Takes an acknowledgement by the receiver, which counts rewritten bytes.
  ///
  /// @return the same position in the sender's numbering
  int acknowledged(int acknowledgement) {
    while (confirmed < count) {
      int change = bytes[confirmed].length - length[confirmed];
      int end = start[confirmed] + length[confirmed] + confirmedShift + change;
      int first = bytes[confirmed].length == 0 ? end + 1 : end; // nothing cannot be acknowledged
      if (acknowledgement - first < 0 || changesLength(confirmed) && !sent[confirmed]) {
        break;
      }
      confirmedShift += change;
      confirmed++;
    }
    return acknowledgement - confirmedShift;
  }

  /// Writes the packet as the receiver shall see it.
  Outcome apply(PacketView packet, PacketEditor editor) {
    int sequence = packet.sequence();
    int size = packet.payloadLength();
    if (!mayPass(sequence, sequence + size)) {
      return Outcome.IMPOSSIBLE;
    }
    int done = -1;
    for (int i = 0; i < count; i++) {
      int from = start[i] - sequence;
      int to = from + length[i];
      boolean inside = from >= 0 && to <= size;
      if (to <= 0 && !(inside && length[i] == 0) || from >= size) {
        continue;
      }
      if (!inside && changesLength(i)) {
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
      passed(sequence + size);
      return Outcome.UNTOUCHED;
    }
    editor.keep(done, size);
    if (!editor.end()) {
      return Outcome.IMPOSSIBLE;
    }
    markSent(sequence, sequence + size);
    passed(sequence + size);
    return Outcome.REWRITTEN;
  }

  private void passed(int to) {
    sentTo = to - sentTo > 0 ? to : sentTo;
  }

  /// Whether the packet could be sent now.
  boolean mayPass(PacketView packet) {
    int from = packet.sequence();
    return mayPass(from, from + packet.payloadLength());
  }

  private boolean mayPass(int from, int to) {
    boolean open = false; // a unit is on its way
    for (int i = 0; i < count; i++) {
      if (!changesLength(i)) {
        continue;
      }
      if (sent[i]) {
        boolean touches = from - unitTo[i] < 0 && to - unitFrom[i] > 0;
        boolean whole = from - unitFrom[i] <= 0 && to - unitTo[i] >= 0;
        if (touches && !whole) {
          return false;
        }
        open |= i >= confirmed;
      } else if (to - start[i] > 0 && (open || from - sentTo < 0 || !isWithin(i, from, to))) {
        return false;
      }
    }
    return true;
  }

  /// The kernel's shift begins with this packet.
  private void markSent(int from, int to) {
    int end = from;
    for (int i = count - 1; i >= 0; i--) {
      if (changesLength(i) && !sent[i] && isWithin(i, from, to)) {
        end = end == from ? start[i] + length[i] : end;
        sent[i] = true;
        unitFrom[i] = from;
        unitTo[i] = end;
      }
    }
  }

  private boolean isWithin(int i, int from, int to) {
    return start[i] - from >= 0 && to - (start[i] + length[i]) >= 0;
  }

  private boolean changesLength(int i) {
    return bytes[i].length != length[i];
  }

  private void forgetOldest() {
    count--;
    confirmed--;
    System.arraycopy(start, 1, start, 0, count);
    System.arraycopy(length, 1, length, 0, count);
    System.arraycopy(bytes, 1, bytes, 0, count);
    System.arraycopy(sent, 1, sent, 0, count);
    System.arraycopy(unitFrom, 1, unitFrom, 0, count);
    System.arraycopy(unitTo, 1, unitTo, 0, count);
  }
}
