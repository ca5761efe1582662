// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.TimeZone;

/// Head of a line in conntrackd's log format: `[Sat Nov 21 01:17:04 2026] (pid=23385) `, the time
/// as ctime(3) writes it.
public record LogStamp(ZonedDateTime time, long pid) {
  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  /// Now, in local time, for this process.
  ///
  /// The offset comes from [TimeZone]: a zone of `java.time` looks for providers of rules in every
  /// jar, which made the first line the dearest of a daemon's start.
  public static LogStamp now() {
    Instant now = Instant.now();
    int offset = TimeZone.getDefault().getOffset(now.toEpochMilli()) / 1000;
    return new LogStamp(
        now.atZone(ZoneOffset.ofTotalSeconds(offset)), ProcessHandle.current().pid());
  }

  /// The time as ctime(3) has it: `Sat Nov 7 01:17:04 2026`.
  public String text() {
    StringBuilder text = new StringBuilder(24);
    text.append(DAYS.get(time.getDayOfWeek().ordinal())).append(' ');
    text.append(MONTHS.get(time.getMonthValue() - 1)).append(' ');
    column(text, ' ', time.getDayOfMonth()).append(' ');
    column(text, '0', time.getHour()).append(':');
    column(text, '0', time.getMinute()).append(':');
    column(text, '0', time.getSecond()).append(' ');
    return text.append(time.getYear()).toString();
  }

  /// A number on two columns.
  private static StringBuilder column(StringBuilder text, char fill, int number) {
    return number < 10 ? text.append(fill).append(number) : text.append(number);
  }

  /// @param tag `info`, `notice`, `warning` or `ERROR`
  public String line(String tag, String message) {
    return "[" + text() + "] (pid=" + pid + ") [" + tag + "] " + message;
  }
}
