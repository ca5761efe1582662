// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

/// Answers the requests of clients, on the loop's thread.
@FunctionalInterface
interface ControlHandler {
  /// @return the whole answer; empty for none
  String answer(Request request);
}
