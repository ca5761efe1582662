// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import relatd.conntrack.Family;
import relatd.helper.Transport;
import relatd.helper.dispatch.ConfiguredHelper;

/// A helper for one pair of protocols, and the queue that feeds it: one `Type` of the
/// configuration.
///
/// @param queueLength packets that may wait in the kernel; 0 = its default
public record AttachedType(
    ConfiguredHelper configured,
    Family family,
    Transport transport,
    int queueNumber,
    int queueLength) {

  public String name() {
    return configured.helper().name();
  }

  boolean serves(Family packetFamily, int protocol) {
    return family == packetFamily && transport.number() == protocol;
  }
}
