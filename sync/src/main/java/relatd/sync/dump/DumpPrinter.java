// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import java.lang.foreign.MemorySegment;
import relatd.sync.cache.Cache;
import relatd.sync.cache.EntryStatus;
import relatd.sync.cache.EntryVisitor;

/// Prints the entries that a walk visits into a buffer, as many as it has room for.
///
/// ```java
/// while (printer.room() > 0 && cursor.step(printer.room(), printer)) {}
/// // send printer.length() bytes of the buffer, then
/// printer.clear();
/// ```
///
/// DEAD entries, which wait for the peer's acknowledgement only, are not shown.
public final class DumpPrinter implements EntryVisitor {
  /// No line is longer, though it have every label in JSON. A buffer has to hold at least one; 64
  /// KiB make few system calls.
  public static final int LONGEST_LINE = 4096;

  private final Cache<?> cache;
  private final DumpOptions options;
  private final EntryLine line;
  private final MemorySegment into;
  private final LineBuffer out = new LineBuffer(LONGEST_LINE);
  private final ShownEntry shown = new ShownEntry();
  private long length;

  private DumpPrinter(Cache<?> cache, DumpOptions options, EntryLine line, MemorySegment into) {
    if (into.byteSize() < LONGEST_LINE) {
      throw new IllegalArgumentException("a dump needs at least " + LONGEST_LINE + " bytes");
    }
    this.cache = cache;
    this.options = options;
    this.line = line;
    this.into = into;
  }

  /// @param cache whose images are conntracks
  public static DumpPrinter ofConntracks(Cache<?> cache, DumpOptions options, MemorySegment into) {
    EntryLine line =
        switch (options.format()) {
          case TEXT -> new ConntrackTextLine();
          case XML -> new ConntrackXmlLine();
          case JSON -> new ConntrackJsonLine();
        };
    return new DumpPrinter(cache, options, line, into);
  }

  /// @param cache whose images are expectations
  public static DumpPrinter ofExpectations(
      Cache<?> cache, DumpOptions options, MemorySegment into) {
    EntryLine line =
        switch (options.format()) {
          case TEXT -> new ExpectTextLine();
          case XML -> new ExpectXmlLine();
          case JSON -> new ExpectJsonLine();
        };
    return new DumpPrinter(cache, options, line, into);
  }

  /// Entries that the buffer takes for sure: the most that may be visited now.
  public int room() {
    return (int) ((into.byteSize() - length) / LONGEST_LINE);
  }

  /// Bytes printed so far, from the buffer's begin.
  public long length() {
    return length;
  }

  /// The buffer's content has been taken.
  public void clear() {
    length = 0;
  }

  @Override
  public void visit(int entry) {
    if (cache.status(entry) == EntryStatus.DEAD) {
      return;
    }
    int now = (int) options.seconds().getAsLong();
    shown.block = cache.block(entry);
    shown.image = cache.image(entry);
    shown.length = cache.imageLength(entry);
    shown.internal = options.internal();
    shown.id = options.internal() ? cache.extra(entry) : 0;
    shown.active = Math.max(0, now - cache.created(entry));
    shown.expires =
        options.timeout().isPresent() ? options.timeout().get().left(entry, now) : ShownEntry.NEVER;
    out.clear();
    line.print(shown, out);
    length += out.copy(into, length);
  }
}
