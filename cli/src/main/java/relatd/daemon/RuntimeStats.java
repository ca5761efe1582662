// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.function.LongSupplier;

/// `conntrackd -s runtime`, in the original's layout. There are no child processes, so what it says
/// of them is zero; "local unknown request" never counts in the original, either.
final class RuntimeStats {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long MINUTE_NANOS = 60 * SECOND_NANOS;
  private static final int MINUTES_PER_HOUR = 60;
  private static final int MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

  private final LongSupplier clock;
  private final long started;

  RuntimeStats(LongSupplier clock) {
    this.clock = clock;
    this.started = clock.getAsLong();
  }

  /// @param localReadFailed clients whose request could not be read
  String text(NetlinkStats netlink, int localReadFailed) {
    StringBuilder text = new StringBuilder();
    text.append("daemon uptime: ").append(uptime()).append("\n\n");
    text.append(netlink.text());
    text.append("runtime stats:\n");
    narrow(text, "\tchild process failed:\t\t", 0);
    narrow(text, "\t\tchild process segfault:\t", 0);
    narrow(text, "\t\tchild process termsig:\t", 0);
    narrow(text, "\tselect failed:\t\t\t", 0);
    narrow(text, "\twait failed:\t\t\t", 0);
    narrow(text, "\tlocal read failed:\t\t", localReadFailed);
    narrow(text, "\tlocal unknown request:\t\t", 0);
    return text.append('\n').toString();
  }

  String json(NetlinkStats netlink, int localReadFailed) {
    FigureLine line = new FigureLine("runtime");
    line.value("uptime_seconds", (clock.getAsLong() - started) / SECOND_NANOS);
    netlink.describe(line);
    return line.value("local_read_failed", localReadFailed).toString();
  }

  /// `2 days 1 h 3 min`: each larger unit only when there is one of it.
  private String uptime() {
    long minutes = (clock.getAsLong() - started) / MINUTE_NANOS;
    long days = minutes / MINUTES_PER_DAY;
    long hours = minutes % MINUTES_PER_DAY / MINUTES_PER_HOUR;
    StringBuilder text = new StringBuilder();
    if (days > 0) {
      text.append(days).append(days == 1 ? " day " : " days ");
    }
    if (hours > 0) {
      text.append(hours).append(" h ");
    }
    return text.append(minutes % MINUTES_PER_HOUR).append(" min").toString();
  }

  private static void narrow(StringBuilder text, String label, long value) {
    text.append(label).append("%12d\n".formatted(value));
  }
}
