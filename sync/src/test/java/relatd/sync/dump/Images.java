// SPDX-License-Identifier: Apache-2.0
package relatd.sync.dump;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;
import relatd.sync.cache.Cache;
import relatd.sync.cache.CacheCursor;
import relatd.sync.cache.CacheLimits;
import relatd.sync.cache.EntryType;
import relatd.sync.cache.ImageSource;
import relatd.sync.cache.KeyHash;
import relatd.sync.wire.ConntrackEncoder;
import relatd.sync.wire.ExpectEncoder;
import relatd.sync.wire.WireOptions;

/// A cache of images, none of which is the same entry as another, and what is printed of it.
final class Images implements AutoCloseable {
  private static final WireOptions ALL = new WireOptions(true, true);

  private record Image(byte[] bytes) implements ImageSource {
    @Override
    public int hash(KeyHash function) {
      return function.end(function.mix(function.start(), Arrays.hashCode(bytes)));
    }

    @Override
    public boolean matches(MemorySegment image, long offset, int length) {
      return Arrays.equals(image.asSlice(offset, length).toArray(JAVA_BYTE), bytes);
    }

    @Override
    public int write(MemorySegment into, long offset) {
      MemorySegment.copy(bytes, 0, into, JAVA_BYTE, offset, bytes.length);
      return bytes.length;
    }

    @Override
    public int writeOver(
        MemorySegment before, long from, int length, MemorySegment into, long offset) {
      return write(into, offset);
    }
  }

  private static final EntryType<Void> TYPE =
      new EntryType<>() {
        @Override
        public String word() {
          return "image";
        }

        @Override
        public int maxImage() {
          return ConntrackEncoder.MAX_IMAGE;
        }

        @Override
        public Void read(MemorySegment image, long offset, int length) {
          throw new AssertionError("a dump makes no records");
        }
      };

  final AtomicLong clock = new AtomicLong(1_000);
  final Cache<Void> cache = new Cache<>("internal", TYPE, new CacheLimits(64, -1, 7), clock::get);
  private final ConntrackEncoder conntracks = new ConntrackEncoder(ALL);
  private final ExpectEncoder expectations = new ExpectEncoder(ALL);
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment room = arena.allocate(ConntrackEncoder.MAX_IMAGE);

  int add(Conntrack conntrack) {
    return add(conntracks.encode(conntrack, room, 0));
  }

  int add(Expectation expectation) {
    return add(expectations.encode(expectation, room, 0));
  }

  /// An image as it is.
  int add(byte[] image) {
    return cache.add(new Image(image));
  }

  private int add(int length) {
    return add(room.asSlice(0, length).toArray(JAVA_BYTE));
  }

  String conntracks(DumpFormat format, boolean internal) {
    MemorySegment into = arena.allocate(1 << 16);
    return text(
        DumpPrinter.ofConntracks(cache, new DumpOptions(format, internal, clock::get), into), into);
  }

  String expectations(DumpFormat format, boolean internal) {
    MemorySegment into = arena.allocate(1 << 16);
    return text(
        DumpPrinter.ofExpectations(cache, new DumpOptions(format, internal, clock::get), into),
        into);
  }

  /// Everything, drained whenever the buffer is full.
  String text(DumpPrinter printer, MemorySegment into) {
    StringBuilder text = new StringBuilder();
    CacheCursor cursor = cache.cursor();
    while (!cursor.isDone()) {
      while (printer.room() > 0 && cursor.step(printer.room(), printer)) {
        // until the buffer is full or the walk is over
      }
      text.append(new String(into.asSlice(0, printer.length()).toArray(JAVA_BYTE)));
      printer.clear();
    }
    return text.toString();
  }

  @Override
  public void close() {
    cache.close();
    arena.close();
  }
}
