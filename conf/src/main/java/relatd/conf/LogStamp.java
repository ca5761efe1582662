// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

import java.time.ZonedDateTime;
import java.util.Locale;

/// Head of a line in conntrackd's log format: `[Sat Nov 21 01:17:04 2026] (pid=23385) `, the time
/// as ctime(3) writes it.
public record LogStamp(ZonedDateTime time, long pid) {

  /// Now, in local time, for this process.
  public static LogStamp now() {
    return new LogStamp(ZonedDateTime.now(), ProcessHandle.current().pid());
  }

  /// The time as ctime(3) has it: `Sat Nov 7 01:17:04 2026`.
  public String text() {
    return String.format(Locale.ROOT, "%1$ta %1$tb %1$te %1$tT %1$tY", time)
        .replaceFirst("^(\\w{3} \\w{3}) (\\d) ", "$1  $2 ");
  }

  /// @param tag `info`, `notice`, `warning` or `ERROR`
  public String line(String tag, String message) {
    return "[" + text() + "] (pid=" + pid + ") [" + tag + "] " + message;
  }
}
