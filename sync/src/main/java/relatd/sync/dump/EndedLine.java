// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import java.lang.foreign.MemorySegment;
import relatd.ctnetlink.ConntrackMessage;

/// The line about a connection that has ended, as statistics mode logs it: without the seconds
/// left, age or line end. Each new line replaces the one before; nothing is allocated.
public final class EndedLine {
  private final EventTextLine event = new EventTextLine(() -> 0);
  private final ConntrackTextLine image = new ConntrackTextLine();
  private final ShownEntry shown = new ShownEntry();
  private final LineBuffer out = new LineBuffer(DumpPrinter.LONGEST_LINE);

  public EndedLine() {
    shown.internal = true;
  }

  /// Says what its last event says, counters included.
  public EndedLine of(ConntrackMessage message) {
    out.clear();
    event.describe(message, out);
    out.trim(' ');
    return this;
  }

  /// Says what was known of one that ended without an event.
  public EndedLine of(MemorySegment block, long offset, int length) {
    shown.block = block;
    shown.image = offset;
    shown.length = length;
    out.clear();
    image.describe(shown, out);
    out.trim(' ');
    return this;
  }

  /// ASCII, the first [#length] bytes of it.
  public byte[] bytes() {
    return out.bytes();
  }

  public int length() {
    return out.length();
  }
}
