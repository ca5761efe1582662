// SPDX-License-Identifier: Apache-2.0
package relatd.tool;

/// Arguments that make no sense; the message says which and what would.
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message, null, false, false);
  }
}
