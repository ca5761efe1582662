// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import relatd.posix.ProcNumber;

/// More buckets for the kernel's connections, all namespaces', until closed.
///
/// With the 262,144 that Debian gives, a million flows are chains of eight (each has an entry for
/// either direction, in two firewalls fifteen), which every insertion walks, and beyond fifty the
/// kernel refuses (ENOSPC). Whoever has so many flows has set them. They cost each start a walk
/// (docs/benchmarks.md), so that only the scenarios of tables get them.
final class Buckets implements AutoCloseable {
  private static final Path SETTING = Path.of("/proc/sys/net/netfilter/nf_conntrack_buckets");

  private final int before = ProcNumber.read(SETTING).orElseThrow();

  Buckets(int atLeast) throws IOException {
    if (before < atLeast) {
      Files.writeString(SETTING, Integer.toString(atLeast));
    }
  }

  @Override
  public void close() throws IOException {
    Files.writeString(SETTING, Integer.toString(before));
  }
}
