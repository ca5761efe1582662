// SPDX-License-Identifier: Apache-2.0
package relatd.helper.rpc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import relatd.helper.Announcement;

/// Where the fragments of a message lie, and how to write into them.
///
/// @param place of each fragment in the payload
/// @param start of each fragment in the message, and the message's end
/// @param marked whether a record mark stands before each fragment (TCP)
record RecordLayout(int[] place, int[] start, boolean marked) {

  private record Patch(int at, int length, byte[] bytes) {}

  Patches patches() {
    return new Patches();
  }

  /// Replacements in one message.
  final class Patches {
    private final List<Patch> patches = new ArrayList<>();
    private final int[] growth = new int[place.length];

    /// Replaces bytes of the message. Equally many may lie in several fragments; where their number
    /// changes they must lie in one, whose mark is changed as well.
    ///
    /// @return false when they do not
    boolean replace(int at, int length, byte[] bytes) {
      for (int i = 0; i < place.length; i++) {
        int from = Math.max(at, start[i]);
        int to = Math.min(at + length, start[i + 1]);
        if (from >= to) {
          continue;
        }
        boolean whole = to - from == length;
        if (!whole && bytes.length != length) {
          return false;
        }
        byte[] here = whole ? bytes : Arrays.copyOfRange(bytes, from - at, to - at);
        patches.add(new Patch(place[i] + from - start[i], to - from, here));
        growth[i] += here.length - (to - from);
      }
      return true;
    }

    void write(Announcement.Edits edits) {
      for (int i = 0; i < growth.length; i++) {
        if (growth[i] != 0 && marked) {
          int last = i == growth.length - 1 ? 0x8000_0000 : 0;
          int mark = last | start[i + 1] - start[i] + growth[i];
          patches.add(
              new Patch(place[i] - RecordStream.MARK, RecordStream.MARK, XdrReader.word(mark)));
        }
      }
      patches.sort(Comparator.comparingInt(Patch::at));
      for (Patch patch : patches) {
        edits.replace(patch.at(), patch.length(), patch.bytes());
      }
    }
  }
}
