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
    assertThat(new RuntimeStats(clock::get).text(NetlinkStats.NONE, 0))
        .isEqualTo(Transcript.read("vm", "conntrackd-helper-cmd-s-runtime").out());
  }

  @Test
  void aSyncDaemonCountsWhatTheKernelSaid() {
    NetlinkStats netlink = new NetlinkStats(20, 0, 0, 0, 0, 0, 0, 4, 2_097_152);
    assertThat(new RuntimeStats(clock::get).text(netlink, 0))
        .isEqualTo(Transcript.read("conntrackd", "ftfw-A-s-runtime-late").out());
  }

  @Test
  void everyFigureHasItsLine() {
    NetlinkStats netlink = new NetlinkStats(1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(netlink.text().lines().map(line -> line.replaceAll(".*[\t ]", "")))
        .containsExactly("stats:", "1", "2", "3", "4", "5", "6", "7", "8", "9", "");
    assertThat(new RuntimeStats(clock::get).text(netlink, 11))
        .contains("\tlocal read failed:\t\t          11\n");
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
    assertThat(stats.text(NetlinkStats.NONE, 0)).startsWith("daemon uptime: " + text + "\n\n");
  }
}
