// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import relatd.posix.Errno;

/// Why an entry could not be committed.
public enum CommitFailure {
  /// Another entry has its tuple, even after what had it was deleted.
  EXISTS,

  /// The connection that announced it is not in the kernel.
  NO_MASTER,

  /// The kernel knows no such helper, or the master has none to expect for.
  NOT_SUPPORTED,

  /// The kernel's entry does not let itself be changed so.
  BUSY,

  /// `nf_conntrack_max` or `nf_conntrack_expect_max` is reached, or a hash chain too long.
  TABLE_FULL,

  /// The kernel finds something wrong with it.
  INVALID,

  /// The peer has not said what names it.
  INCOMPLETE,

  /// This process may not change the table.
  NOT_PERMITTED,

  OTHER;

  static CommitFailure of(int errno) {
    return Errno.of(errno).map(CommitFailure::of).orElse(OTHER);
  }

  private static CommitFailure of(Errno errno) {
    return switch (errno) {
      case EEXIST, EALREADY -> EXISTS;
      case ENOENT -> NO_MASTER;
      case EOPNOTSUPP -> NOT_SUPPORTED;
      case EBUSY, ETIME -> BUSY;
      case ENOMEM, ENOSPC, EMFILE -> TABLE_FULL;
      case EINVAL, ERANGE -> INVALID;
      case EPERM, EACCES -> NOT_PERMITTED;
      default -> OTHER;
    };
  }
}
