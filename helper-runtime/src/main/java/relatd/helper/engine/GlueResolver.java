// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Family;
import relatd.conntrack.Status;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.TupleView;
import relatd.helper.dispatch.Dispatcher;
import relatd.helper.dispatch.Flow;
import relatd.helper.dispatch.FlowKey;
import relatd.helper.dispatch.FlowTable;
import relatd.helper.packet.PacketView;
import relatd.netlink.Attributes;
import relatd.nfqueue.QueuedPacket;

/// Reads the connection that the kernel attaches to each packet
/// (`CONFIG_NETFILTER_NETLINK_GLUE_CT`).
final class GlueResolver implements ConnectionResolver {
  private final QueuePlan plan;
  private final Dispatcher dispatcher;
  private final FlowKey key = new FlowKey();
  private final Attributes nest = new Attributes();
  private final ConntrackMessage conntrack = new ConntrackMessage();
  private boolean unconfirmed;

  GlueResolver(QueuePlan plan, Dispatcher dispatcher) {
    this.plan = plan;
    this.dispatcher = dispatcher;
  }

  @Override
  public FlowTable.Binding resolve(QueuedPacket queued, PacketView packet, long nanos) {
    if (!queued.hasConntrack()) {
      return null;
    }
    conntrack.wrapInside(queued.conntrack(nest), packet.family());
    unconfirmed = (conntrack.status() & Status.CONFIRMED) == 0;
    set(key, queued.isReply() ? conntrack.reply() : conntrack.original(), packet.family());
    FlowTable.Binding binding = dispatcher.flows().find(key);
    if (binding != null) {
      if (binding.flow().connection().id() == conntrack.id()) {
        return binding;
      }
      dispatcher.close(binding.flow()); // the same tuple, another connection
    }
    return open(queued.isReply() ? Direction.REPLY : Direction.ORIGINAL);
  }

  @Override
  public boolean isUnconfirmed() {
    return unconfirmed;
  }

  private FlowTable.Binding open(Direction direction) {
    Connection connection = conntrack.toConnection();
    String name = conntrack.toConntrack().helper().map(helper -> helper.name()).orElse("");
    AttachedType type = plan.typeOf(connection, name);
    if (type == null) {
      return null;
    }
    Flow flow = dispatcher.open(connection, type.configured());
    FlowKey probe = new FlowKey();
    dispatcher
        .flows()
        .bind(probe.set(connection.original(), connection.zone()), flow, Direction.ORIGINAL);
    dispatcher
        .flows()
        .bind(probe.set(connection.reply(), connection.zone()), flow, Direction.REPLY);
    return new FlowTable.Binding(flow, direction);
  }

  /// Puts a tuple's numbers into a key without making a record.
  private void set(FlowKey into, TupleView tuple, Family family) {
    into.set(
        tuple.sourceHigh(),
        tuple.sourceLow(),
        tuple.destinationHigh(),
        tuple.destinationLow(),
        tuple.sourcePort() << 16 | tuple.destinationPort(),
        conntrack.zone() << 16 | family.number() << 8 | tuple.protocol());
  }

  @Override
  public void close() {}
}
