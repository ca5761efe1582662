// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

/// A scenario needs something that this machine lacks; the message says what, and where it is had.
final class NotHere extends Exception {
  private static final long serialVersionUID = 1L;

  NotHere(String message) {
    super(message);
  }
}
