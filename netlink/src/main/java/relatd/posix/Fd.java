// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

/// An open file descriptor. Closing it twice is harmless; closing it from another thread than its
/// user's is not, as the number may be somebody else's by then.
public final class Fd implements AutoCloseable {
  private static final int CLOSED = -1;

  private final String what;
  private int number;

  /// Takes over what a call answered.
  ///
  /// @param result a descriptor, or the negative errno
  /// @param what the operation that made it, for messages
  /// @throws SystemException when the call had failed
  public Fd(int result, String what) {
    this.number = SystemException.check(result, what);
    this.what = what;
  }

  /// What system calls take; they answer `EBADF` after [#close].
  public int number() {
    return number;
  }

  public boolean isOpen() {
    return number != CLOSED;
  }

  @Override
  public void close() {
    if (number != CLOSED) {
      Posix.close(number);
      number = CLOSED;
    }
  }

  @Override
  public String toString() {
    return what + " (fd " + number + ")";
  }
}
