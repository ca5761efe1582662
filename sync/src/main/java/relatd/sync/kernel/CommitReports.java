// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import relatd.posix.Errno;

/// The log's lines about entries that could not be committed: the first of a run one by one, the
/// rest as a number, so that a full table does not become a full disk.
final class CommitReports {
  static final int MOST = 100;

  private final KernelLog log;
  private int reported;
  private long silent;

  CommitReports(KernelLog log) {
    this.log = log;
  }

  void failed(EntryBatch batch, int slot, int errno) {
    if (reported == MOST) {
      silent++;
      return;
    }
    reported++;
    log.error("commit-create: " + Errno.text(errno));
    batch.report(slot, log);
  }

  /// Ends a run.
  void end() {
    if (silent > 0) {
      log.error("commit-create: " + silent + " more errors are not shown");
    }
    reported = 0;
    silent = 0;
  }
}
