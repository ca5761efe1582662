// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.util.function.LongSupplier;

/// `conntrackd -s runtime`, in the original's layout.
final class RuntimeStats {
  private static final long MINUTE_NANOS = 60_000_000_000L;

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
    line(text, "\tevents received:\t", 0);
    line(text, "\tevents filtered:\t", 0);
    line(text, "\tevents unknown type:\t\t", 0);
    line(text, "\tcatch event failed:\t\t", 0);
    line(text, "\tdump unknown type:\t\t", 0);
    line(text, "\tnetlink overrun:\t\t", 0);
    line(text, "\tflush kernel table:\t\t", 0);
    line(text, "\tresync with kernel table:\t", 0);
    line(text, "\tcurrent buffer size (in bytes):\t", 0);
    text.append("\nruntime stats:\n");
    line(text, "\tchild process failed:\t\t", 0);
    line(text, "\t\tchild process segfault:\t", 0);
    line(text, "\t\tchild process termsig:\t", 0);
    line(text, "\tselect failed:\t\t\t", 0);
    line(text, "\twait failed:\t\t\t", 0);
    line(text, "\tlocal read failed:\t\t", 0);
    line(text, "\tlocal unknown request:\t\t", 0);
    return text.append('\n').toString();
  }

  /// `1 day(s) 2 hours 3 min`; the larger units only when there are any.
  private String uptime() {
    long minutes = (clock.getAsLong() - started) / MINUTE_NANOS;
    long days = minutes / 1_440;
    long hours = minutes / 60 % 24;
    StringBuilder text = new StringBuilder();
    if (days > 0) {
      text.append(days).append(" days ");
    }
    if (days > 0 || hours > 0) {
      text.append(hours).append(" hours ");
    }
    return text.append(minutes % 60).append(" min").toString();
  }

  private static void line(StringBuilder text, String label, long value) {
    text.append(label).append(String.format("%20d", value)).append('\n');
  }
}
