// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.LongConsumer;

/// Memory of an entry, cost of an operation, longest operation: `CacheBenchmark [ENTRIES
/// [IMAGE_BYTES]]`. Keys come in random order. CPU time of the thread throughout, so that other
/// work on the machine counts little (but stolen time does); the last run asks for it around each
/// operation, which costs some 0.5 us of its own, for the longest one.
public final class CacheBenchmark {
  private final int entries;
  private final Note.Source source = new Note.Source();
  private final int imageBytes;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private boolean each;
  private long sum;

  private CacheBenchmark(int entries, int imageBytes) {
    this.entries = entries;
    this.imageBytes = imageBytes;
  }

  public static void main(String[] arguments) {
    int entries = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int imageBytes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
    CacheBenchmark benchmark = new CacheBenchmark(entries, imageBytes);
    for (int run = 0; run < 4; run++) {
      benchmark.each = run == 3;
      System.out.printf("run %d: %d entries, images of %d bytes%n", run, entries, imageBytes);
      benchmark.run();
    }
  }

  private void run() {
    try (Cache<Note> cache =
        new Cache<>("internal", Note.TYPE, new CacheLimits(65536, 1 << 26, 42), () -> 0)) {
      measure("nothing (control)", key -> sum += key);
      if (each) {
        growth(cache);
      } else {
        measure("add", key -> cache.add(at(key)));
      }
      System.out.printf(
          "  memory               %8.1f bytes an entry%n", (double) cache.memoryBytes() / entries);
      measure("find", key -> cache.find(at(key)));
      measure("find, not there", key -> cache.find(at(-1 - key)));
      measure("update in place", key -> cache.updateForce(at(key)));
      measure(
          "update, longer", key -> cache.updateForce(at(key).of(source.key, 1, imageBytes + 8)));
      walk(cache);
      measure("remove and add", key -> cache.replace(at(key)));
      System.out.printf(
          "  memory after churn   %8.1f bytes an entry%n", (double) cache.memoryBytes() / entries);
      measure("remove", key -> cache.remove(cache.find(at(key))));
    }
  }

  /// Adds, and tells apart the operations that took a new chunk. One chunk holds twelve segments of
  /// the index: most splits are among the others.
  private void growth(Cache<Note> cache) {
    long[] growing = new long[entries];
    long[] others = new long[entries];
    int grown = 0;
    int plain = 0;
    for (int key = 0; key < entries; key++) {
      long memory = cache.memoryBytes();
      source.of(key * 0x9e37_79b9_7f4a_7c15L, 1, imageBytes);
      long before = now();
      cache.add(source);
      long nanos = now() - before;
      if (cache.memoryBytes() == memory) {
        others[plain++] = nanos;
      } else {
        growing[grown++] = nanos;
      }
    }
    distribution("add that grows", growing, grown);
    distribution("other add", others, plain);
  }

  private static void distribution(String what, long[] nanos, int count) {
    Arrays.sort(nanos, 0, count);
    System.out.printf(
        "  %-20s %8d times, p50 %.1f, p99 %.1f, p99.9 %.1f, longest %.1f us%n",
        what,
        count,
        nanos[count / 2] / 1000.0,
        nanos[count * 99 / 100] / 1000.0,
        nanos[(int) (count * 999L / 1000)] / 1000.0,
        nanos[count - 1] / 1000.0);
  }

  private Note.Source at(long key) {
    return source.of(key * 0x9e37_79b9_7f4a_7c15L, 1, imageBytes);
  }

  private void walk(Cache<Note> cache) {
    CacheCursor cursor = cache.cursor();
    long[] seen = new long[1];
    long begin = now();
    long longest = 0;
    boolean more = true;
    while (more) {
      long before = now();
      more = cursor.step(256, entry -> seen[0] += cache.imageLength(entry));
      longest = Math.max(longest, now() - before);
    }
    print("walk, steps of 256", now() - begin, longest, longest > 2_000_000 ? 1 : 0);
  }

  private void measure(String what, LongConsumer operation) {
    long begin = now();
    long longest = 0;
    int tooLong = 0;
    long before = begin;
    for (int key = 0; key < entries; key++) {
      operation.accept(key);
      if (each) {
        long now = now();
        longest = Math.max(longest, now - before);
        tooLong += now - before > 2_000_000 ? 1 : 0;
        before = now;
      }
    }
    print(what, now() - begin, longest, tooLong);
  }

  private long now() {
    return threads.getCurrentThreadCpuTime();
  }

  private void print(String what, long nanos, long longest, int tooLong) {
    System.out.printf(
        "  %-20s %8d ns each, longest %8.1f us, %d above 2 ms%n",
        what, nanos / entries, longest / 1000.0, tooLong);
  }
}
