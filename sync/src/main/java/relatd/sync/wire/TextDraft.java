// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.sync.wire.WireLayout.U8;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import relatd.netlink.Attributes;

/// A short string on its way from one message to another, without being a [String].
final class TextDraft {
  private final byte[] bytes;
  private int length;

  /// @param capacity longest text that can be sent; a longer one is not sent at all, because a peer
  ///   would refuse the whole message for it
  TextDraft(int capacity) {
    bytes = new byte[capacity];
  }

  void clear() {
    length = 0;
  }

  /// Nothing to send.
  boolean isEmpty() {
    return length == 0;
  }

  int length() {
    return length;
  }

  byte[] bytes() {
    return bytes;
  }

  /// From the attribute that the walker stands on.
  void set(Attributes attribute) {
    set(attribute.buffer(), attribute.offset(), attribute.length());
  }

  void set(AttributeTable table, int number) {
    if (table.has(number)) {
      set(table.buffer(), table.payload(number), table.length(number));
    }
  }

  void set(String text) {
    byte[] all = text.getBytes(StandardCharsets.ISO_8859_1);
    set(MemorySegment.ofArray(all), 0, all.length);
  }

  private void set(MemorySegment from, long offset, int limit) {
    length = 0;
    for (int i = 0; i < limit; i++) {
      byte next = from.get(U8, offset + i);
      if (next == 0) {
        return;
      }
      if (i == bytes.length) {
        length = 0;
        return;
      }
      bytes[length++] = next;
    }
  }
}
