// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.util.function.Consumer;
import relatd.posix.Errno;

/// The log's lines about entries that could not be committed: the first of a run one by one, the
/// rest as a number, so that a full table does not become a full disk.
final class CommitReports {
  static final int MOST = 100;

  private final KernelLog log;
  private final Consumer<String> line;
  private int reported;
  private long silent;

  /// @param line takes the lines, as errors or as warnings
  CommitReports(KernelLog log, Consumer<String> line) {
    this.log = log;
    this.line = line;
  }

  void failed(EntryBatch batch, int slot, int errno) {
    if (reported == MOST) {
      silent++;
      return;
    }
    reported++;
    line.accept(batch.complaint(slot) + ": " + Errno.text(errno));
    batch.report(slot, log);
  }

  /// Ends a run.
  void end() {
    if (silent > 0) {
      line.accept(silent + " more errors of this kind are not shown");
    }
    reported = 0;
    silent = 0;
  }
}
