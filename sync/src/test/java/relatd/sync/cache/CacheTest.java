// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CacheTest {
  private final Note.Source source = new Note.Source();
  private int seconds = 7;
  private final Cache<Note> cache =
      new Cache<>("external", Note.TYPE, new CacheLimits(1024, 3, 5), () -> seconds);

  @AfterEach
  void close() {
    cache.close();
  }

  @Test
  void anEntryIsNewUntilItIsUpdated() {
    int entry = cache.updateForce(source.of(1, 10, 40));
    assertThat(cache.status(entry)).isEqualTo(EntryStatus.NEW);
    seconds = 9;
    entry = cache.updateForce(source.of(1, 5, 40));
    assertThat(cache.status(entry)).isEqualTo(EntryStatus.ALIVE);
    assertThat(cache.read(entry)).isEqualTo(new Note(1, 15));
    assertThat(cache.created(entry)).isEqualTo(7);
    assertThat(cache.updated(entry)).isEqualTo(9);
  }

  @Test
  void aLongerImageMovesTheEntryWithAllThatIsKnownOfIt() {
    EntryQueue queue = cache.queue();
    int first = cache.add(source.of(1, 1, 40));
    int second = cache.add(source.of(2, 2, 40));
    int third = cache.add(source.of(3, 3, 40));
    queue.add(first);
    queue.add(second);
    queue.add(third);
    cache.number(second, 77);
    cache.extra(second, 88);
    int moved = cache.update(second, source.of(2, 2, 900));
    assertThat(moved).isNotEqualTo(second);
    assertThat(cache.find(source)).isEqualTo(moved);
    assertThat(cache.number(moved)).isEqualTo(77);
    assertThat(cache.extra(moved)).isEqualTo(88);
    assertThat(queue.poll()).isEqualTo(first);
    assertThat(queue.poll()).isEqualTo(moved);
    assertThat(queue.poll()).isEqualTo(third);
    assertThat(queue.poll()).isEqualTo(Cache.NONE);
  }

  @Test
  void theLimitRefusesAndCounts() {
    for (int key = 0; key < 5; key++) {
      cache.add(source.of(key, 0, 40));
    }
    assertThat(cache.size()).isEqualTo(3);
    assertThat(cache.stats().created()).isEqualTo(3);
    assertThat(cache.stats().createFailed()).isEqualTo(2);
    assertThat(cache.stats().noSpace()).isEqualTo(2);
  }

  @Test
  void aDeadEntryTakesPartInTheLimitUntilItIsRemoved() {
    int entry = cache.add(source.of(1, 0, 40));
    cache.add(source.of(2, 0, 40));
    cache.add(source.of(3, 0, 40));
    cache.markDead(entry);
    assertThat(cache.add(source.of(4, 0, 40))).isEqualTo(Cache.NONE);
    cache.remove(entry);
    assertThat(cache.add(source)).isNotEqualTo(Cache.NONE);
    assertThat(cache.stats().destroyed()).isEqualTo(1);
    assertThat(cache.stats().active()).isEqualTo(3);
  }

  @Test
  void statisticsAreWordedAsConntrackdsAre() {
    cache.markDead(cache.updateForce(source.of(1, 0, 40)));
    cache.updateForce(source.of(2, 0, 40));
    cache.updateForce(source.of(2, 0, 40));
    assertThat(cache.stats().summary())
        .isEqualTo(
            "cache external:\n"
                + "current active connections:\t           1\n"
                + "connections created:\t\t           2\tfailed:\t           0\n"
                + "connections updated:\t\t           1\tfailed:\t           0\n"
                + "connections destroyed:\t\t           1\tfailed:\t           0\n\n");
    assertThat(cache.stats().detail())
        .isEqualTo(
            "cache:external\tactive objects:\t\t           2\n"
                + "\tactive/total entries:\t\t           1/           2\n"
                + "\tcreation OK/failed:\t\t           2/           0\n"
                + "\t\tno memory available:\t           0\n"
                + "\t\tno space left in cache:\t           0\n"
                + "\tupdate OK/failed:\t\t           1/           0\n"
                + "\t\tentry not found:\t           0\n"
                + "\tdeletion created/failed:\t           1/           0\n"
                + "\t\tentry not found:\t           0\n\n");
  }

  @Test
  void thereAreSevenQueues() {
    for (int i = 0; i < 7; i++) {
      cache.queue();
    }
    assertThatThrownBy(cache::queue).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theLifeOfAnEntryAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    EntryQueue queue = cache.queue();
    long least = Long.MAX_VALUE;
    for (int run = 0; run < 6; run++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 20_000; i++) {
        queue.add(cache.replace(source.of(1, i, 40)));
        int entry = cache.updateForce(source.of(1, i, 40 + i % 3 * 50));
        cache.number(entry, i);
        cache.markDead(queue.poll());
        cache.remove(cache.find(source));
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      least = run == 0 ? least : Math.min(least, allocated);
    }
    assertThat(least).isZero();
  }
}
