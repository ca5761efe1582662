// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

/// What waits in the server's namespace for clients.
interface Peer {

  /// Returns when it is ready; it ends with the laboratory.
  void start(Lab lab);
}
