// SPDX-License-Identifier: Apache-2.0
package relatd.conf;

/// Unwinds to the clause list that can go on. The problem has been logged where it was found.
final class SyntaxError extends RuntimeException {

  private static final long serialVersionUID = 1;

  SyntaxError() {
    super(null, null, false, false);
  }
}
