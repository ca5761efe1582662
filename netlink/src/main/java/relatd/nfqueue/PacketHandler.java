// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

/// Takes the packets of a queue. Each needs a verdict, sooner or later: the kernel holds it until
/// then.
public interface PacketHandler {
  /// @param packet valid until this returns
  void packet(QueuedPacket packet);

  /// A message that cannot be read, but for the packet's id. Accept it: doubt must not cost
  /// traffic.
  void unreadable(int packetId);
}
