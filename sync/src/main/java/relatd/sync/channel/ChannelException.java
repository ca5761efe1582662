// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import relatd.posix.Errno;
import relatd.posix.SystemException;

/// A dedicated link cannot be opened: which, why, and what to do about it.
public final class ChannelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  /// @param errno what the original would say of it
  ChannelException(Errno errno, String message) {
    super(message);
    this.errno = errno.number();
  }

  ChannelException(String message, SystemException cause) {
    super(message, cause);
    this.errno = cause.errno();
  }

  /// The error as strerror(3) has it: `No such device`.
  public String reason() {
    return Errno.text(errno);
  }
}
