// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

/// The daemon cannot start; the message is one line for the log.
final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartFailure(String message) {
    super(message, null, false, false);
  }
}
