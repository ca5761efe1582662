// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import relatd.cli.Transcript;

class RuntimeStatsTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // may run over

  @Test
  void aHelperDaemonPrintsWhatTheOriginalPrints() {
    assertThat(new RuntimeStats(clock::get).text())
        .isEqualTo(Transcript.read("vm", "conntrackd-helper-cmd-s-runtime").out());
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 min",
    "PT59S, 0 min",
    "PT60S, 1 min",
    "PT1H, 1 h 0 min",
    "PT23H59M, 23 h 59 min",
    "PT24H, 1 day 0 min",
    "PT25H3M, 1 day 1 h 3 min",
    "PT48H1M, 2 days 1 min",
    "PT2424H, 101 days 0 min"
  })
  void uptimeIsCountedInMinutes(Duration passed, String text) {
    RuntimeStats stats = new RuntimeStats(clock::get);
    clock.addAndGet(passed.toNanos());
    assertThat(stats.text()).startsWith("daemon uptime: " + text + "\n\n");
  }
}
