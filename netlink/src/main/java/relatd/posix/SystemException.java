// SPDX-License-Identifier: Apache-2.0
package relatd.posix;

/// The operating system refused something: what was asked for, and its reason.
public class SystemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String operation;
  private final int errno;

  /// @param operation what was attempted, as a sentence would say it: "open a netlink socket"
  /// @param errno positive, as in `errno.h`
  public SystemException(String operation, int errno) {
    this(operation, errno, "cannot " + operation + ": " + Errno.describe(errno));
  }

  protected SystemException(String operation, int errno, String message) {
    super(message);
    this.operation = operation;
    this.errno = errno;
  }

  /// Passes a result on, or throws when it is a negative errno.
  public static int check(int result, String operation) {
    if (result < 0) {
      throw new SystemException(operation, -result);
    }
    return result;
  }

  public final String operation() {
    return operation;
  }

  /// Positive, as in `errno.h`.
  public final int errno() {
    return errno;
  }

  public final boolean is(Errno expected) {
    return errno == expected.number();
  }
}
