// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;
import relatd.sync.dump.DumpFormat;
import relatd.sync.kernel.KernelDump;
import relatd.sync.kernel.KernelEntries;
import relatd.text.OutputOption;
import relatd.text.OutputStyle;
import relatd.text.Printer;

/// A table of the kernel's as a client's answer, where there is no internal cache (`conntrackd -i`
/// with `DisableInternalCache`): lines as `conntrack -L` prints them.
final class TableDump implements Answer.Pieces, KernelEntries {
  /// A datagram of the dump has less than 200 entries of less than 1 KiB.
  private static final long PIECE = 256 * 1024;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(PIECE);
  private final KernelDump dump;
  private final Printer<Conntrack> conntracks;
  private final Printer<Expectation> expectations;
  private long length;

  TableDump(KernelDump dump, DumpFormat format) {
    this.dump = dump;
    OutputStyle style =
        format == DumpFormat.XML ? OutputStyle.of(OutputOption.XML) : OutputStyle.of();
    this.conntracks = Printer.ofConntracks(style);
    this.expectations = Printer.ofExpectations(style);
  }

  @Override
  public long next() {
    length = 0;
    while (length == 0 && dump.step(this)) {}
    return length;
  }

  @Override
  public void conntrack(ConntrackMessage entry) {
    put(conntracks.entry(entry.toConntrack(), Instant.now()));
  }

  @Override
  public void expectation(ExpectMessage entry) {
    put(expectations.entry(entry.toExpectation(), Instant.now()));
  }

  private void put(String entry) {
    byte[] line = (entry + '\n').getBytes(StandardCharsets.UTF_8);
    if (length + line.length <= PIECE) {
      MemorySegment.copy(line, 0, buffer, ValueLayout.JAVA_BYTE, length, line.length);
      length += line.length;
    }
  }

  @Override
  public MemorySegment buffer() {
    return buffer;
  }

  @Override
  public void close() {
    dump.close();
    arena.close();
  }
}
