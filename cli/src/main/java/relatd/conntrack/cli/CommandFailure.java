// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

/// What ends a command with status 1 and one line.
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message, null, false, false);
  }
}
