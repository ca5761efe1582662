// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

/// Accepts everything, and remembers what it saw without allocating.
final class AcceptingHandler implements PacketHandler {
  final VerdictBatch verdicts;
  long packets;
  long bytes;
  int lastHook;
  int unreadable;

  AcceptingHandler(VerdictBatch verdicts) {
    this.verdicts = verdicts;
  }

  @Override
  public void packet(QueuedPacket packet) {
    packets++;
    bytes += packet.payloadLength();
    lastHook = packet.hook();
    verdicts.accept(packet.packetId());
  }

  @Override
  public void unreadable(int packetId) {
    unreadable++;
    verdicts.accept(packetId);
  }
}
