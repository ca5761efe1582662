// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

/// What a commit did. Cumulative; one writer.
public final class CommitCounters {
  private final long[] failures = new long[CommitFailure.values().length];
  private long failed;
  long committed;
  long replaced;
  long reduced;
  long deferred;
  long requests;

  CommitCounters() {}

  void fail(CommitFailure cause) {
    failures[cause.ordinal()]++;
    failed++;
  }

  /// Entries that are in the kernel now as the peer had them.
  public long committed() {
    return committed;
  }

  public long failed() {
    return failed;
  }

  public long failed(CommitFailure cause) {
    return failures[cause.ordinal()];
  }

  /// Entries that were in the way and had to be deleted first.
  public long replaced() {
    return replaced;
  }

  /// Entries of which the kernel would not take helper, status or labels.
  public long reduced() {
    return reduced;
  }

  /// Times that an entry had to wait for its master.
  public long deferred() {
    return deferred;
  }

  /// Netlink messages sent.
  public long requests() {
    return requests;
  }
}
