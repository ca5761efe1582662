// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import relatd.helper.dispatch.FlowTable;
import relatd.helper.packet.PacketView;
import relatd.nfqueue.QueuedPacket;

/// Finds the flow that a queued packet belongs to, and opens it where it is new.
sealed interface ConnectionResolver extends AutoCloseable permits GlueResolver, LookupResolver {

  /// The packet's flow and direction; null for a packet that is no helper's business (hot path: no
  /// Optional).
  FlowTable.Binding resolve(QueuedPacket queued, PacketView packet, long nanos);

  /// As [#resolve], for a packet that has passed already and is read from a copy; null where such
  /// reading has no sense.
  default FlowTable.Binding resolvePassed(PacketView packet, long nanos) {
    return null;
  }

  /// Whether the packet's connection must be confirmed before anything can be expected of it.
  boolean isUnconfirmed();

  @Override
  void close();
}
