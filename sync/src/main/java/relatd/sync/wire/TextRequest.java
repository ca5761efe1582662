// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.sync.wire.WireLayout.U8;

import java.lang.foreign.MemorySegment;
import relatd.netlink.MessageBuilder;

/// Writes the strings of an image into a netlink request: with the NUL that the kernel insists on.
final class TextRequest {
  private static final int LONGEST = 64;

  private final MessageBuilder to;
  private final MemorySegment text = MemorySegment.ofArray(new byte[LONGEST]);

  TextRequest(MessageBuilder to) {
    this.to = to;
  }

  /// Writes nothing for an absent or empty string.
  void put(int type, AttributeTable table, int number) {
    int length = Math.min(LONGEST - 1, table.stringLength(number));
    if (length > 0) {
      MemorySegment.copy(table.buffer(), table.payload(number), text, 0, length);
      text.set(U8, length, (byte) 0);
      to.putBytes(type, text, 0, length + 1);
    }
  }
}
