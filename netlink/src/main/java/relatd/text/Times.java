// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.OptionalLong;
import relatd.conntrack.Timestamps;

/// Times as the C library writes them, whatever the locale.
public final class Times {
  private static final long SECOND = 1_000_000_000L;
  private static final List<String> DAYS = List.of("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat");
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private Times() {}

  /// As ctime(3), without its newline: `Sat Nov 21 01:30:55 2026`.
  static String ctime(long nanos, ZoneId zone) {
    return ctime(Instant.ofEpochSecond(Long.divideUnsigned(nanos, SECOND)).atZone(zone));
  }

  /// As ctime(3), without its newline: the day of the month on two columns.
  public static String ctime(ZonedDateTime time) {
    return "%s %s %2d %02d:%02d:%02d %d"
        .formatted(
            DAYS.get(weekday(time)),
            MONTHS.get(time.getMonthValue() - 1),
            time.getDayOfMonth(),
            time.getHour(),
            time.getMinute(),
            time.getSecond(),
            time.getYear());
  }

  /// The reading time as XML: weekday 1 is Sunday, only minutes and seconds have two digits.
  static String when(Instant now, ZoneId zone) {
    ZonedDateTime time = now.atZone(zone);
    return ("<when><hour>%d</hour><min>%02d</min><sec>%02d</sec><wday>%d</wday>"
            + "<day>%d</day><month>%d</month><year>%d</year></when>")
        .formatted(
            time.getHour(),
            time.getMinute(),
            time.getSecond(),
            weekday(time) + 1,
            time.getDayOfMonth(),
            time.getMonthValue(),
            time.getYear());
  }

  /// Whole seconds that a connection lives or lived; empty when its start is unknown.
  static OptionalLong age(Timestamps timestamps, Instant now) {
    if (timestamps.start().isEmpty()) {
      return OptionalLong.empty();
    }
    // The C library asks time(2) for the present: its fraction does not count.
    long end = timestamps.stop().orElse(now.getEpochSecond() * SECOND);
    return OptionalLong.of(Math.max(0, (end - timestamps.start().getAsLong()) / SECOND));
  }

  /// 0 is Sunday.
  private static int weekday(ZonedDateTime time) {
    return time.getDayOfWeek().getValue() % 7;
  }
}
