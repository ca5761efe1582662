// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The system's own account of a process, in ticks of 10 ms.
final class ProcessorTime {
  static final long TICK_MICROS = 10_000;
  private static final int UTIME = 11;
  private static final int CUTIME_END = 15;

  private ProcessorTime() {}

  /// Microseconds so far, user and system, children included.
  static long of(Process process) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = 0;
    for (int i = UTIME; i < CUTIME_END; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks * TICK_MICROS;
  }
}
