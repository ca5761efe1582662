// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import relatd.conntrack.Direction;
import relatd.conntrack.Family;
import relatd.helper.Payload;
import relatd.helper.dispatch.Dispatcher.Verdict;
import relatd.helper.packet.PacketEditor;
import relatd.helper.packet.PacketView;

/// The way of one TCP segment: sequence numbers, the stream, the session, rewriting, holding.
///
/// Without translation every segment passes at once. Under NAT none may pass before it is known
/// whether it carries a part of an offer: what might is held, what comes before its turn is dropped
/// for the sender to send again.
final class SegmentPath {
  private final Payload payload = new Payload();
  private final RewritePlan plan = new RewritePlan();
  private final PacketView heldView = new PacketView();
  private final PacketView laterView = new PacketView();
  private final DecisionExecutor executor;
  private final EditList edits;
  private final PacketEditor editor;
  private final Verdicts verdicts;
  private final DispatchCounters counters;
  private int holding;

  SegmentPath(
      DecisionExecutor executor,
      EditList edits,
      PacketEditor editor,
      Verdicts verdicts,
      DispatchCounters counters) {
    this.executor = executor;
    this.edits = edits;
    this.editor = editor;
    this.verdicts = verdicts;
    this.counters = counters;
  }

  /// Whether any flow's packets are held.
  boolean isHolding() {
    return holding > 0;
  }

  Verdict dispatch(Flow flow, Direction direction, PacketView packet, int packetId, long nanos) {
    Flow.Side side = flow.side(direction);
    if (side == null) {
      return Verdict.ACCEPT;
    }
    follow(flow, direction, packet, nanos);
    if (packet.payloadLength() == 0) {
      return Verdict.ACCEPT;
    }
    boolean started = side.stream.isStarted();
    boolean early = started && packet.sequence() - side.stream.next() > 0;
    if (early && flow.connection().isNat() && !flow.opaque) {
      counters.reordered++;
      return Verdict.DROP; // it may hold the end of an offer that would have to be rewritten
    }
    StreamAssembler.Arrival arrival = side.stream.accept(packet);
    if (arrival == StreamAssembler.Arrival.INCONSISTENT && !flow.opaque) {
      executor.opaque("a retransmission with other content");
    }
    if (arrival == StreamAssembler.Arrival.NOTHING && repeatsHeld(side, packet)) {
      return Verdict.DROP; // the first copy is in hand and will be sent
    }
    if (arrival == StreamAssembler.Arrival.DATA && read(flow, side, direction, packet, nanos)) {
      return hold(side, packet, packetId, nanos);
    }
    if (executor.mustDrop()) {
      block(side, packet);
    }
    if (!side.held.isEmpty() && (arrival != StreamAssembler.Arrival.NOTHING || flow.opaque)) {
      if (!flow.opaque) {
        dropRepeated(side, packet);
      }
      releaseHeld(side);
    }
    return verdict(side, packet);
  }

  /// Shows new bytes to the session; whether the packet must be held for what is to come.
  private boolean read(
      Flow flow, Flow.Side side, Direction direction, PacketView packet, long nanos) {
    boolean readable = flow.seenReply || direction == Direction.REPLY;
    refuseWithoutBeginning(flow, side);
    if (flow.opaque || !readable) {
      side.stream.consumed(flow.opaque ? side.stream.unreadLength() : 0);
      return false;
    }
    int inHand = side.held.isEmpty() ? packet.sequence() : side.held.firstSequence();
    inspect(flow, side, direction, packet, inHand, nanos);
    return !flow.opaque && !executor.mustDrop() && mustHold(flow, side, direction, nanos);
  }

  /// Keeps a packet back. Where there is no room all are dropped: the sender will send their bytes
  /// again, as fewer packets.
  private Verdict hold(Flow.Side side, PacketView packet, int id, long nanos) {
    if (side.held.isFull()) {
      dropHeld(side);
      return Verdict.DROP;
    }
    side.held.add(packet, id, nanos);
    holding++;
    counters.held++;
    return Verdict.HOLD;
  }

  private static boolean repeatsHeld(Flow.Side side, PacketView packet) {
    return !side.held.isEmpty()
        && packet.sequence() + packet.payloadLength() - side.held.firstSequence() > 0;
  }

  /// The first bytes tell the protocol. When they were lost, others could be passed off for it: a
  /// server that acknowledges what was not sent yet hides a client's first line.
  private void refuseWithoutBeginning(Flow flow, Flow.Side side) {
    if (!flow.opaque && side.stream.hasLostItsBeginning()) {
      executor.opaque("its first bytes were not seen");
    }
  }

  /// Sequence numbers and acknowledgements, whatever the packet carries.
  private void follow(Flow flow, Direction direction, PacketView packet, long nanos) {
    Flow.Side side = flow.side(direction);
    if (packet.isSyn()) {
      side.stream.begin(packet.sequence());
      if (packet
          .isAck()) { // the SYN itself may not have been seen: without glue it has no flow yet
        flow.side(direction.opposite()).stream.begin(packet.acknowledgement());
      }
    } else if (!side.stream.isStarted()) {
      flow.seenReply = true; // joined in the middle
    }
    if (packet.isFin() && packet.payloadLength() == 0) {
      side.stream.finish();
    }
    flow.seenReply |= direction == Direction.REPLY;
    if (packet.isAck() && !packet.isRst()) {
      Flow.Side other = flow.side(direction.opposite());
      int acknowledged = other.rewrites.acknowledged(packet.acknowledgement());
      if (other.stream.acknowledged(acknowledged)) {
        late(flow, other, direction, packet, nanos);
      }
    }
  }

  /// Bytes that waited behind a gap can be read after all, now that the gap is known to stay. They
  /// were sent long ago, and this packet of the other side may be what answers them.
  private void late(Flow flow, Flow.Side side, Direction reader, PacketView packet, long nanos) {
    refuseWithoutBeginning(flow, side);
    if (flow.opaque) {
      side.stream.consumed(side.stream.unreadLength());
      return;
    }
    Direction sender = reader.opposite();
    executor.begin(flow, sender, nanos);
    inspect(flow, side, sender, packet, side.stream.next(), nanos);
    executor.begin(flow, reader, nanos);
  }

  /// @param inHand sequence number of the first byte that was not sent yet
  private void inspect(
      Flow flow, Flow.Side side, Direction direction, PacketView packet, int inHand, long nanos) {
    counters.inspected++;
    StreamAssembler stream = side.stream;
    int first = stream.unreadFrom();
    show(stream, direction, nanos);
    edits.wrap(
        stream.unread(),
        stream.unreadAt(),
        stream.unreadLength(),
        Math.max(0, inHand - first),
        flow.attached().kernelAdjusts()
            && flow.connection().isNat()
            && flow.connection().family() == Family.INET);
    int understood = flow.session.inspect(payload, executor);
    if (understood < 0 || understood > stream.unreadLength()) {
      throw new IllegalStateException("understood " + understood + " of " + stream.unreadLength());
    }
    if (!edits.isEmpty() && !executor.mustDrop()) {
      if (plan.make(side, edits, first, inHand)) {
        counters.rewritten++;
      } else {
        executor.cannotRewrite("too much was rewritten and not yet acknowledged");
      }
    }
    stream.consumed(flow.opaque ? stream.unreadLength() : understood);
  }

  private void show(StreamAssembler stream, Direction direction, long nanos) {
    payload.wrap(
        stream.unread(),
        stream.unreadAt(),
        stream.unreadLength(),
        direction,
        stream.afterGap(),
        nanos);
  }

  /// Whether what was left unread may be half an offer that NAT will have to rewrite.
  private boolean mustHold(Flow flow, Flow.Side side, Direction direction, long nanos) {
    StreamAssembler stream = side.stream;
    if (stream.unreadLength() == 0 || !flow.connection().isNat()) {
      return false;
    }
    show(stream, direction, nanos);
    return flow.session.mayAnnounce(payload);
  }

  /// From this packet on nothing of this direction passes: its offer would lead to a stranger, and
  /// it will only be sent again.
  private static void block(Flow.Side side, PacketView packet) {
    if (!side.blocked) {
      side.blocked = true;
      side.blockedFrom = side.held.isEmpty() ? packet.sequence() : side.held.firstSequence();
    }
  }

  /// What becomes of a packet, whether it was held or not, now that everything in it was read.
  Verdict verdict(Flow.Side side, PacketView packet) {
    if (side.blocked && packet.sequence() + packet.payloadLength() - side.blockedFrom > 0) {
      return Verdict.DROP;
    }
    if (side.rewrites.isEmpty()) {
      return Verdict.ACCEPT;
    }
    return switch (side.rewrites.apply(packet, editor)) {
      case UNTOUCHED -> Verdict.ACCEPT;
      case REWRITTEN -> Verdict.REPLACE;
      case IMPOSSIBLE -> Verdict.DROP;
    };
  }

  /// Of held packets that a later one repeats only the later one goes: so an acknowledgement cannot
  /// fall into the middle of what must not be torn apart.
  private void dropRepeated(Flow.Side side, PacketView last) {
    for (int i = side.held.count() - 1; i >= 0; i--) {
      side.held.view(i, heldView);
      boolean repeated = side.rewrites.mayPass(last) && covers(last, heldView);
      for (int later = i + 1; later < side.held.count() && !repeated; later++) {
        side.held.view(later, laterView);
        repeated = covers(laterView, heldView);
      }
      if (repeated) {
        verdicts.drop(side.held.packetId(i));
        side.held.remove(i);
        holding--;
      }
    }
  }

  private static boolean covers(PacketView one, PacketView other) {
    int end = one.sequence() + one.payloadLength();
    return one.sequence() - other.sequence() <= 0
        && end - (other.sequence() + other.payloadLength()) >= 0;
  }

  void releaseHeld(Flow.Side side) {
    for (int i = 0; i < side.held.count(); i++) {
      int id = side.held.packetId(i);
      switch (verdict(side, side.held.view(i, heldView))) {
        case ACCEPT, HOLD -> verdicts.accept(id);
        case REPLACE -> verdicts.replace(id, editor.bytes(), editor.length());
        case DROP -> verdicts.drop(id);
      }
    }
    forgetHeld(side);
  }

  /// Gives up waiting: half an offer may not pass, for its other half could not be rewritten any
  /// more. The stream goes back to where it was not understood.
  void dropHeld(Flow.Side side) {
    counters.heldDropped += side.held.count();
    for (int i = 0; i < side.held.count(); i++) {
      verdicts.drop(side.held.packetId(i));
    }
    forgetHeld(side);
    side.stream.rewind();
  }

  private void forgetHeld(Flow.Side side) {
    holding -= side.held.count();
    side.held.clear();
  }
}
