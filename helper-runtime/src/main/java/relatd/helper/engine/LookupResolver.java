// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.Optional;
import relatd.conntrack.Connection;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Direction;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.ConntrackTable;
import relatd.helper.dispatch.Dispatcher;
import relatd.helper.dispatch.Flow;
import relatd.helper.dispatch.FlowKey;
import relatd.helper.dispatch.FlowTable;
import relatd.helper.packet.PacketView;
import relatd.nfqueue.QueuedPacket;

/// Asks the kernel once per connection, by the packet's own tuple, and remembers.
///
/// For kernels that attach no connection to queued packets. The rule that queues them must stand
/// where the packet's tuple is the connection's: in mangle PREROUTING, and in mangle OUTPUT for
/// local programs; address translation comes later on both ways.
final class LookupResolver implements ConnectionResolver {
  /// A UDP connection that was silent for this long may be another one: ask again.
  private static final long UDP_NANOS = 30_000_000_000L;

  private final QueuePlan plan;
  private final Dispatcher dispatcher;
  private final ConntrackTable table;
  private final FlowKey key = new FlowKey();

  LookupResolver(QueuePlan plan, Dispatcher dispatcher, ConntrackTable table) {
    this.plan = plan;
    this.dispatcher = dispatcher;
    this.table = table;
  }

  @Override
  public FlowTable.Binding resolve(QueuedPacket queued, PacketView packet, long nanos) {
    return resolvePassed(packet, nanos);
  }

  @Override
  public FlowTable.Binding resolvePassed(PacketView packet, long nanos) {
    FlowTable.Binding binding = dispatcher.flows().find(key.set(packet, 0));
    boolean opening = packet.isTcp() && packet.isSyn() && !packet.isAck();
    boolean stale =
        binding != null && !packet.isTcp() && nanos - binding.flow().lastNanos() > UDP_NANOS;
    if (binding != null && (opening || stale)) {
      dispatcher.close(binding.flow());
      binding = null;
    }
    if (binding != null || opening) {
      return binding; // the connection of a SYN is not in the table yet
    }
    return open(packet);
  }

  /// Packets get here confirmed or not at all.
  @Override
  public boolean isUnconfirmed() {
    return false;
  }

  private FlowTable.Binding open(PacketView packet) {
    Tuple tuple = packet.tuple();
    Optional<Conntrack> found = table.get(tuple);
    if (found.isEmpty()) {
      return null;
    }
    Connection connection = found.get().toConnection();
    Direction direction =
        tuple.equals(connection.original()) ? Direction.ORIGINAL : Direction.REPLY;
    AttachedType type = plan.typeOf(connection, "");
    if (type == null) {
      return null;
    }
    Flow flow = dispatcher.open(connection, type.configured());
    FlowKey probe = new FlowKey();
    dispatcher.flows().bind(probe.set(connection.original(), 0), flow, Direction.ORIGINAL);
    dispatcher.flows().bind(probe.set(connection.reply(), 0), flow, Direction.REPLY);
    return new FlowTable.Binding(flow, direction);
  }

  @Override
  public void close() {
    table.close();
  }
}
