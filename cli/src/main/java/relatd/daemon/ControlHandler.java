// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

/// Answers the requests of clients, on the loop's thread.
@FunctionalInterface
interface ControlHandler {
  /// @return what the client gets; never null
  Answer answer(Request request);
}
