// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// What an entry costs, in bytes; [CacheBenchmark] measures time.
class CacheMemoryTest {
  private static final int ENTRIES = 300_000;

  /// A TCP flow over IPv4 has about that many bytes on the wire.
  private static final int IMAGE = 110;

  private final Note.Source source = new Note.Source();
  private final Cache<Note> cache =
      new Cache<>("external", Note.TYPE, new CacheLimits(65536, ENTRIES, 3), () -> 0);

  @Test
  void aFlowTakesAtMost160BytesAtAnySizeAndAfterAnyChurn() {
    try (cache) {
      double most = 0;
      for (int key = 0; key < ENTRIES; key++) {
        cache.add(source.of(key, 0, IMAGE));
        if (key > 100_000 && key % 1000 == 0) {
          most = Math.max(most, (double) cache.memoryBytes() / cache.size());
        }
      }
      assertThat(most).isBetween((double) IMAGE + RecordLayout.IMAGE, 160.0);
      RandomGenerator random = RandomGeneratorFactory.getDefault().create(31);
      for (int i = 0; i < 2 * ENTRIES; i++) {
        cache.remove(cache.find(source.of(random.nextInt(ENTRIES), 0, IMAGE)));
        cache.add(source);
      }
      assertThat((double) cache.memoryBytes() / cache.size()).isLessThan(160.0);
    }
  }

  @Test
  void roomForWhatIsExpectedCostsNoMoreThanGrowing() {
    try (cache;
        Cache<Note> expecting =
            new Cache<>("internal", Note.TYPE, new CacheLimits(65536, ENTRIES, 3), () -> 0)) {
      expecting.expect(ENTRIES);
      for (int key = 0; key < ENTRIES; key++) {
        cache.add(source.of(key, 0, IMAGE));
        expecting.add(source.of(key, 0, IMAGE));
      }
      for (int key = 0; key < ENTRIES; key++) {
        assertThat(expecting.find(source.of(key, 0, IMAGE))).isNotEqualTo(Cache.NONE);
      }
      assertThat(expecting.size()).isEqualTo(ENTRIES);
      assertThat((double) expecting.memoryBytes())
          .isLessThan(1.05 * cache.memoryBytes())
          .isGreaterThan(0.9 * cache.memoryBytes());
    }
  }

  @Test
  void moreThanTheLimitIsNotExpectedAndNothingIsOnceThereIsAnEntry() {
    try (cache;
        Cache<Note> few =
            new Cache<>("internal", Note.TYPE, new CacheLimits(1024, 1000, 3), () -> 0)) {
      long empty = few.memoryBytes();
      few.expect(Integer.MAX_VALUE);
      assertThat(few.memoryBytes()).isEqualTo(empty);
      cache.add(source.of(1, 0, IMAGE));
      long one = cache.memoryBytes();
      cache.expect(ENTRIES);
      assertThat(cache.memoryBytes()).isEqualTo(one);
    }
  }

  @Test
  void anEmptyCacheTakesNoMoreForALargeHashSize() {
    try (cache;
        Cache<Note> large =
            new Cache<>("internal", Note.TYPE, new CacheLimits(8 << 20, -1, 3), () -> 0)) {
      assertThat(cache.memoryBytes()).isLessThan(512 * 1024);
      assertThat(large.memoryBytes()).isEqualTo(cache.memoryBytes());
    }
  }
}
