// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import static relatd.ctnetlink.CtaExpect.CTA_EXPECT_HELP_NAME;
import static relatd.ctnetlink.CtaExpect.CTA_EXPECT_ZONE;

import java.lang.foreign.MemorySegment;
import java.util.function.LongSupplier;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;
import relatd.netlink.Attributes;
import relatd.sync.kernel.KernelEntries;
import relatd.sync.wire.TupleDraft;

/// Prints the kernel's tables themselves, as conntrack(8) lists them: what `-i` shows where there
/// is no internal cache. Of expectations the original shows none there.
///
/// A step of a dump brings a datagram of many entries. So there is to be [#hasRoom] before each.
public final class KernelPrinter implements KernelEntries {
  /// More than the lines of one datagram of at most 32 KiB have.
  public static final int LEAST_ROOM = 1 << 18;

  private final EventTextLine event;
  private final TupleDraft tuple = new TupleDraft();
  private final FieldLine line = new FieldLine();
  private final Attributes name = new Attributes();
  private final MemorySegment into;
  private final LineBuffer out = new LineBuffer(DumpPrinter.LONGEST_LINE);
  private long length;

  /// @param into at least [#LEAST_ROOM] bytes
  /// @param now seconds since 1970
  public KernelPrinter(MemorySegment into, LongSupplier now) {
    if (into.byteSize() < LEAST_ROOM) {
      throw new IllegalArgumentException("a dump needs at least " + LEAST_ROOM + " bytes");
    }
    this.into = into;
    this.event = new EventTextLine(now);
  }

  /// Whether the lines of one more datagram fit for sure.
  public boolean hasRoom() {
    return into.byteSize() - length >= LEAST_ROOM;
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
  public void conntrack(ConntrackMessage entry) {
    out.clear();
    event.describeAlive(entry, out);
    end();
  }

  @Override
  public void expectation(ExpectMessage entry) {
    out.clear();
    line.begin(out).unsigned(entry.timeout());
    tuple.set(entry.tuple());
    line.field("proto", tuple.protocol()).tuple("", tuple);
    tuple.set(entry.mask());
    line.tuple("mask-", tuple);
    tuple.set(entry.master());
    line.tuple("master-", tuple);
    if (entry.has(CTA_EXPECT_ZONE)) {
      line.field("zone", entry.zone());
    }
    line.flags(entry.flags()).field("class", entry.policyClass());
    if (entry.seek(CTA_EXPECT_HELP_NAME, name)) {
      line.field("helper", name);
    }
    end();
  }

  private void end() {
    out.trim(' ');
    length += out.character('\n').copy(into, length);
  }
}
