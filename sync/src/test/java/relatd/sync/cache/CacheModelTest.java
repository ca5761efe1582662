// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random operations on a cache and on plain Java collections come to the same.
class CacheModelTest {
  private static final int OPERATIONS = 60_000;
  private static final int LIMIT = 4_000;

  private record Expected(int text, EntryStatus status, int created, int updated) {}

  private final Map<Long, Expected> model = new HashMap<>();
  private final List<Set<Long>> modelQueues = List.of(new LinkedHashSet<>(), new LinkedHashSet<>());
  private final Note.Source source = new Note.Source();
  private int seconds;
  private int created;
  private int noSpace;
  private int updated;
  private int destroyed;

  /// The last ones have hashes that collide, on tags, groups or everything.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 0x1_0000_03ffL, 0x2_ffff_c000L, 0x3_c000_0000L})
  void randomOperationsKeepCacheAndModelEqual(long seed) {
    Random random = new Random(seed);
    source.hashMask = seed >>> 32 == 0 ? -1 : (int) seed;
    int keys = source.hashMask == -1 ? 6_000 : 900;
    try (Cache<Note> cache =
        new Cache<>("internal", Note.TYPE, new CacheLimits(64, LIMIT, seed), () -> seconds)) {
      List<EntryQueue> queues = List.of(cache.queue(), cache.queue());
      Lookahead ahead = cache.lookahead(5);
      for (int i = 0; i < OPERATIONS; i++) {
        seconds += random.nextInt(2);
        lookAhead(ahead, random, keys);
        operate(cache, queues, random, random.nextInt(keys));
        if (i % 10_000 == 0) {
          verify(cache, queues);
        }
      }
      verify(cache, queues);
    } catch (AssertionError | RuntimeException failure) {
      throw new AssertionError("seed " + seed, failure);
    }
  }

  /// Changes nothing, whoever is looked for.
  private void lookAhead(Lookahead ahead, Random random, int keys) {
    while (!ahead.isFull() && random.nextInt(8) != 0) {
      ahead.add(source.of(random.nextInt(keys), 0, Note.LEAST_BYTES));
    }
    ahead.fetch();
  }

  private void operate(Cache<Note> cache, List<EntryQueue> queues, Random random, long key) {
    source.of(key, random.nextInt(), Note.LEAST_BYTES + random.nextInt(8) * random.nextInt(30));
    int entry = cache.find(source);
    Expected known = model.get(key);
    assertThat(entry != Cache.NONE).as("presence of %d", key).isEqualTo(known != null);
    switch (random.nextInt(8)) {
      case 0, 1 -> replace(cache, key, known);
      case 2, 3, 4 -> updateForce(cache, key, known);
      case 5 -> {
        if (known != null) {
          cache.markDead(entry);
          died(key, known);
        }
      }
      case 6 -> {
        if (known != null) {
          cache.remove(entry);
          removed(key, known);
        }
      }
      default -> {
        if (known != null) {
          enqueue(queues, random.nextInt(2), entry, key);
        }
      }
    }
  }

  private void replace(Cache<Note> cache, long key, Expected known) {
    if (known != null) {
      removed(key, known);
    }
    added(key, cache.replace(source));
  }

  private void updateForce(Cache<Note> cache, long key, Expected known) {
    int entry = cache.updateForce(source);
    if (known == null || known.status == EntryStatus.DEAD) {
      if (known != null) {
        removed(key, known);
      }
      added(key, entry);
    } else {
      updated++;
      int sum = known.text + source.text;
      model.put(key, new Expected(sum, EntryStatus.ALIVE, known.created, seconds));
    }
  }

  private void added(long key, int entry) {
    assertThat(entry == Cache.NONE).as("refusal").isEqualTo(model.size() == LIMIT);
    if (entry == Cache.NONE) {
      noSpace++;
    } else {
      created++;
      model.put(key, new Expected(source.text, EntryStatus.NEW, seconds, seconds));
    }
  }

  private void died(long key, Expected known) {
    if (known.status != EntryStatus.DEAD) {
      destroyed++;
      model.put(key, new Expected(known.text, EntryStatus.DEAD, known.created, known.updated));
    }
  }

  private void removed(long key, Expected known) {
    died(key, known);
    model.remove(key);
    modelQueues.forEach(queue -> queue.remove(key));
  }

  private void enqueue(List<EntryQueue> queues, int which, int entry, long key) {
    boolean isNew = modelQueues.get(which).add(key);
    modelQueues.get(1 - which).remove(key);
    assertThat(queues.get(which).add(entry)).isEqualTo(isNew);
  }

  private void verify(Cache<Note> cache, List<EntryQueue> queues) {
    Map<Long, Expected> found = new LinkedHashMap<>();
    CacheCursor cursor = cache.cursor();
    while (cursor.step(100, entry -> remember(cache, entry, found))) {
      // the next step
    }
    assertThat(found).isEqualTo(model);
    for (int i = 0; i < queues.size(); i++) {
      assertThat(content(cache, queues.get(i))).containsExactlyElementsOf(modelQueues.get(i));
      assertThat(queues.get(i).size()).isEqualTo(modelQueues.get(i).size());
    }
    int active = (int) model.values().stream().filter(e -> e.status != EntryStatus.DEAD).count();
    assertThat(cache.stats())
        .isEqualTo(
            new CacheStats(
                "internal",
                active,
                model.size(),
                created,
                noSpace,
                0,
                noSpace,
                updated,
                0,
                destroyed,
                0));
  }

  private static void remember(Cache<Note> cache, int entry, Map<Long, Expected> found) {
    Note note = cache.read(entry);
    Expected seen =
        new Expected(note.text(), cache.status(entry), cache.created(entry), cache.updated(entry));
    assertThat(found.put(note.key(), seen)).as("second visit").isNull();
  }

  private static List<Long> content(Cache<Note> cache, EntryQueue queue) {
    List<Long> keys = new ArrayList<>();
    for (int entry = queue.first(); entry != Cache.NONE; entry = queue.next(entry)) {
      keys.add(cache.read(entry).key());
    }
    return keys;
  }
}
