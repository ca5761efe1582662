// SPDX-License-Identifier: Apache-2.0
package relatd.sync.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import relatd.sync.Golden;

class CacheStatsTest {
  private static final CacheStats EXTERNAL =
      new CacheStats("external", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  private static CacheStats stats(String name, int active, int entries, int created) {
    return new CacheStats(name, active, entries, created, 0, 0, 0, 0, 0, created - active, 0);
  }

  @Test
  void detailOfBothCaches() {
    CacheStats internal = new CacheStats("internal", 7, 7, 8, 0, 0, 0, 10, 0, 1, 0);
    assertThat(internal.detail() + EXTERNAL.detail()).isEqualTo(Golden.out("ftfw-A-s-cache"));
  }

  @Test
  void theDeadAreObjectsButNotActive() {
    assertThat(stats("internal", 1, 4, 5).detail() + EXTERNAL.detail())
        .isEqualTo(Golden.out("ftfw-A-s-cache-dead"));
  }

  @Test
  void whatTheLimitRefusedHasFailed() {
    CacheStats internal = new CacheStats("internal", 2, 2, 2, 5, 0, 5, 0, 0, 0, 0);
    assertThat(internal.detail() + EXTERNAL.detail()).isEqualTo(Golden.out("hashlimit-A-s-cache"));
  }

  @Test
  void detailInStatisticsMode() {
    CacheStats stats = new CacheStats("stats", 0, 0, 4, 0, 0, 0, 12, 0, 4, 0);
    assertThat(stats.detail()).isEqualTo(Golden.out("stats-A-s-cache"));
  }
}
