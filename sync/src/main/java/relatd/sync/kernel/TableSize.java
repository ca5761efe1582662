// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.nio.file.Path;
import relatd.posix.ProcNumber;

/// How many connections the kernel knows, in the calling thread's network namespace.
public final class TableSize {
  private static final Path COUNTER = Path.of("/proc/sys/net/netfilter/nf_conntrack_count");

  private TableSize() {}

  /// A hint: 0 when the kernel does not say.
  public static int read() {
    return ProcNumber.read(COUNTER).orElse(0);
  }
}
