// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The original's log lines begin with ctime(3).
final class LogStampTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-21T01:17:04Z, Sat Nov 21 01:17:04 2026",
    "2026-11-07T23:05:09+05:30, Sat Nov  7 23:05:09 2026",
    "2027-01-03T00:00:00-08:00, Sun Jan  3 00:00:00 2027",
    "2028-02-29T12:34:56Z, Tue Feb 29 12:34:56 2028"
  })
  void theTimeIsWrittenAsTheCLibraryDoes(String moment, String text) {
    assertThat(new LogStamp(ZonedDateTime.parse(moment), 7).text()).isEqualTo(text);
  }

  @Test
  void nowIsLocalTime() {
    LogStamp stamp = LogStamp.now();
    ZonedDateTime now = ZonedDateTime.now();

    assertThat(Duration.between(stamp.time(), now).abs()).isLessThan(Duration.ofMinutes(1));
    assertThat(stamp.time().getOffset()).isEqualTo(now.getOffset());
    assertThat(stamp.pid()).isEqualTo(ProcessHandle.current().pid());
  }
}
