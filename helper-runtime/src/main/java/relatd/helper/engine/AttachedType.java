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

  /// The same with a helper that touches nothing.
  public AttachedType dryRun() {
    ConfiguredHelper dry =
        new ConfiguredHelper(
            new DryHelper(configured.helper()),
            configured.policies(),
            configured.options(),
            false,
            configured.kernelAdjusts());
    return new AttachedType(dry, family, transport, queueNumber, queueLength);
  }

  boolean serves(Family packetFamily, int protocol) {
    return family == packetFamily && transport.number() == protocol;
  }
}
