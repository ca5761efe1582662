// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.Iterator;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;
import relatd.posix.PageMemory;
import relatd.sync.wire.ConntrackEncoder;
import relatd.sync.wire.ExpectEncoder;
import relatd.sync.wire.WireOptions;

/// Records as images, for whoever has no cache: each is encoded when it is walked to.
public final class RecordEntries<T> implements WireEntries, AutoCloseable {
  /// More than one batch refers to.
  private static final int SLOTS = 2 * EntryBatch.ENTRIES;

  private static final WireOptions ALL = new WireOptions(true, true);

  private interface Encoder<T> {
    int encode(T entry, MemorySegment into, long offset);
  }

  private final Arena arena = Arena.ofShared();
  private final Iterable<T> entries;
  private final Encoder<T> encoder;
  private final int slotBytes;
  private final MemorySegment images;
  private Iterator<T> iterator = Collections.emptyIterator();
  private int slot;
  private int length;

  private RecordEntries(Iterable<T> entries, Encoder<T> encoder, int slotBytes) {
    this.entries = entries;
    this.encoder = encoder;
    this.slotBytes = slotBytes;
    this.images = PageMemory.map(arena, (long) SLOTS * slotBytes);
  }

  public static RecordEntries<Conntrack> ofConntracks(Iterable<Conntrack> entries) {
    ConntrackEncoder encoder = new ConntrackEncoder(ALL);
    return new RecordEntries<>(entries, encoder::encode, ConntrackEncoder.MAX_IMAGE);
  }

  public static RecordEntries<Expectation> ofExpectations(Iterable<Expectation> entries) {
    ExpectEncoder encoder = new ExpectEncoder(ALL);
    return new RecordEntries<>(entries, encoder::encode, ExpectEncoder.MAX_IMAGE);
  }

  @Override
  public void rewind() {
    iterator = entries.iterator();
  }

  @Override
  public boolean next() {
    if (!iterator.hasNext()) {
      return false;
    }
    slot = (slot + 1) % SLOTS;
    length = encoder.encode(iterator.next(), images, offset());
    return true;
  }

  @Override
  public MemorySegment buffer() {
    return images;
  }

  @Override
  public long offset() {
    return (long) slot * slotBytes;
  }

  @Override
  public int length() {
    return length;
  }

  /// Records are as of now.
  @Override
  public long age() {
    return 0;
  }

  @Override
  public void close() {
    arena.close();
  }
}
