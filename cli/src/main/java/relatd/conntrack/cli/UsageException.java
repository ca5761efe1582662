// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

/// A command line that cannot be obeyed: the message and where to find help, status 2.
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message, null, false, false);
  }
}
