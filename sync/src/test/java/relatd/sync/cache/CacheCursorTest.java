// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheCursorTest {
  private final Note.Source source = new Note.Source();
  private final Cache<Note> cache =
      new Cache<>("internal", Note.TYPE, new CacheLimits(64, 100_000, 9), () -> 0);
  private final Set<Long> visited = new HashSet<>();

  @AfterEach
  void close() {
    cache.close();
  }

  @Test
  void anEmptyCacheIsDoneAtOnce() {
    assertThat(cache.cursor().step(100, _ -> visited.add(0L))).isFalse();
    assertThat(visited).isEmpty();
  }

  @Test
  void aStepVisitsNoMoreThanItsBudget() {
    for (int key = 0; key < 5_000; key++) {
      cache.add(source.of(key, 0, 40));
    }
    CacheCursor cursor = cache.cursor();
    cursor.step(64, this::visit);
    assertThat(visited).hasSize(64 - 8);
    cursor.close();
    assertThat(cursor.step(64, this::visit)).isFalse();
    assertThat(visited).hasSize(64 - 8);
  }

  @Test
  void everythingCanBeRemovedFromWithinTheWalk() {
    for (int key = 0; key < 5_000; key++) {
      cache.add(source.of(key, 0, 40));
    }
    CacheCursor cursor = cache.cursor();
    while (cursor.step(100, cache::remove)) {
      // the next step
    }
    assertThat(cache.size()).isZero();
  }

  /// Old entries are even and stay, or are removed in mid-walk; odd ones come and go.
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void whatStaysIsVisitedOnceWhateverElseHappens(long seed) {
    Random random = new Random(seed);
    Set<Long> stay = new HashSet<>();
    for (long key = 0; key < 8_000; key += 2) {
      cache.add(source.of(key, 0, 40));
      stay.add(key);
    }
    CacheCursor cursor = cache.cursor();
    while (cursor.step(50, this::visit)) {
      for (int i = 0; i < 100; i++) {
        disturb(random, stay);
      }
    }
    assertThat(visited).as("seed %d", seed).containsAll(stay);
    assertThat(cache.size()).isGreaterThan(stay.size());
  }

  private void disturb(Random random, Set<Long> stay) {
    long key = random.nextInt(40_000);
    source.of(key, 1, 40 + random.nextInt(10) * 40);
    boolean even = key % 2 == 0;
    int entry = cache.find(source);
    if (even && entry != Cache.NONE && random.nextInt(4) == 0) {
      cache.remove(entry);
      stay.remove(key);
    } else if (even && entry != Cache.NONE) {
      cache.update(entry, source);
    } else if (!even && entry != Cache.NONE && random.nextBoolean()) {
      cache.remove(entry);
    } else if (!even) {
      cache.updateForce(source);
    }
  }

  private void visit(int entry) {
    Note note = cache.read(entry);
    if (note.key() % 2 == 0) {
      assertThat(visited.add(note.key())).as("first visit of %d", note.key()).isTrue();
    } else {
      visited.add(note.key());
    }
  }
}
