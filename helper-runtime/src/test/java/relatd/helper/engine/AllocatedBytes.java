// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// What a piece of work leaves for the garbage collector.
public final class AllocatedBytes {
  private static final int RUNS = 5;

  private AllocatedBytes() {}

  /// The least of several runs, after one that warms up: the virtual machine's own doings may hit
  /// some of them. Nothing allocated at any time is seen as nothing, a byte each time as that.
  public static long least(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    work.run();
    long least = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      work.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
