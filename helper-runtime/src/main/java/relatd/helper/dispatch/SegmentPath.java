// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import java.util.Arrays;
import java.util.List;
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
  /// Replacements remembered of one inspection: few, because those that are not acknowledged yet
  /// have to find room, and a text of many headers has many.
  private static final int MOST_EDITS = 2;

  private final Payload payload = new Payload();
  private final PacketView heldView = new PacketView();
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
    if (arrival == StreamAssembler.Arrival.DATA
        && read(flow, side, direction, packet, packetId, nanos)) {
      return Verdict.HOLD;
    }
    if (executor.mustDrop()) {
      block(side, packet);
    }
    if (arrival != StreamAssembler.Arrival.NOTHING || flow.opaque) {
      releaseHeld(side);
    }
    return verdict(side, packet);
  }

  /// Shows new bytes to the session; whether the packet is now held.
  private boolean read(
      Flow flow, Flow.Side side, Direction direction, PacketView packet, int id, long nanos) {
    boolean readable = flow.seenReply || direction == Direction.REPLY;
    refuseWithoutBeginning(flow, side);
    if (flow.opaque || !readable) {
      side.stream.consumed(flow.opaque ? side.stream.unreadLength() : 0);
      return false;
    }
    int inHand = side.held.isEmpty() ? packet.sequence() : side.held.firstSequence();
    inspect(flow, side, direction, packet, inHand, nanos);
    if (flow.opaque || executor.mustDrop() || !mustHold(flow, side, direction, nanos)) {
      return false;
    }
    side.held.add(packet, id, nanos);
    holding++;
    counters.held++;
    return true;
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
      plan(side, first);
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

  /// Turns replacements in the payload into rewrites of the stream, cut at the borders of the
  /// packets in hand.
  private void plan(Flow.Side side, int first) {
    List<EditList.Edit> joined = edits.edits(MOST_EDITS);
    if (!side.rewrites.hasRoom(joined.size() * (side.held.count() + 1))) {
      executor.cannotRewrite("too much was rewritten and not yet acknowledged");
      return;
    }
    for (EditList.Edit edit : joined) {
      int from = first + edit.offset();
      int to = from + edit.length();
      int written = 0;
      for (int i = 0; i < side.held.count(); i++) {
        side.held.view(i, heldView);
        int border = heldView.sequence() + heldView.payloadLength();
        if (border - from > 0 && to - border > 0) {
          int take = Math.min(border - from, edit.bytes().length - written);
          add(side, from, border - from, edit.bytes(), written, written + take);
          written += take;
          from = border;
        }
      }
      add(side, from, to - from, edit.bytes(), written, edit.bytes().length);
    }
    counters.rewritten++;
  }

  private static void add(Flow.Side side, int from, int length, byte[] bytes, int start, int end) {
    side.rewrites.add(from, length, Arrays.copyOfRange(bytes, start, end));
  }

  /// Whether what was left unread may be half an offer that NAT will have to rewrite.
  private boolean mustHold(Flow flow, Flow.Side side, Direction direction, long nanos) {
    StreamAssembler stream = side.stream;
    if (stream.unreadLength() == 0 || !flow.connection().isNat() || side.held.isFull()) {
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

  void releaseHeld(Flow.Side side) {
    for (int i = 0; i < side.held.count(); i++) {
      int id = side.held.packetId(i);
      switch (verdict(side, side.held.view(i, heldView))) {
        case ACCEPT, HOLD -> verdicts.accept(id);
        case REPLACE -> verdicts.replace(id, editor.bytes(), editor.length());
        case DROP -> verdicts.drop(id);
      }
    }
    holding -= side.held.count();
    side.held.clear();
  }
}
