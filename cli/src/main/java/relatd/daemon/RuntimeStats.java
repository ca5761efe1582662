// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.function.LongSupplier;

/// `conntrackd -s runtime`, in the original's layout. A daemon that serves helpers alone has no
/// events, so all but its age is zero, as it is there.
final class RuntimeStats {
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final int MINUTES_PER_HOUR = 60;
  private static final int MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

  private final LongSupplier clock;
  private final long started;

  RuntimeStats(LongSupplier clock) {
    this.clock = clock;
    this.started = clock.getAsLong();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("daemon uptime: ").append(uptime()).append("\n\n");
    text.append("netlink stats:\n");
    wide(text, "\tevents received:\t", 0);
    wide(text, "\tevents filtered:\t", 0);
    narrow(text, "\tevents unknown type:\t\t", 0);
    narrow(text, "\tcatch event failed:\t\t", 0);
    narrow(text, "\tdump unknown type:\t\t", 0);
    narrow(text, "\tnetlink overrun:\t\t", 0);
    narrow(text, "\tflush kernel table:\t\t", 0);
    narrow(text, "\tresync with kernel table:\t", 0);
    narrow(text, "\tcurrent buffer size (in bytes):\t", 0);
    text.append("\nruntime stats:\n");
    narrow(text, "\tchild process failed:\t\t", 0);
    narrow(text, "\t\tchild process segfault:\t", 0);
    narrow(text, "\t\tchild process termsig:\t", 0);
    narrow(text, "\tselect failed:\t\t\t", 0);
    narrow(text, "\twait failed:\t\t\t", 0);
    narrow(text, "\tlocal read failed:\t\t", 0);
    narrow(text, "\tlocal unknown request:\t\t", 0);
    return text.append('\n').toString();
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

  private static void wide(StringBuilder text, String label, long value) {
    text.append(label).append("%20d\n".formatted(value));
  }

  private static void narrow(StringBuilder text, String label, long value) {
    text.append(label).append("%12d\n".formatted(value));
  }
}
