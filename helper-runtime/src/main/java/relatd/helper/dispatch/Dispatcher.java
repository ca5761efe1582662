// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Family;
import relatd.helper.Payload;
import relatd.helper.packet.PacketEditor;
import relatd.helper.packet.PacketView;

/// From a packet and its flow to the verdict: assembles the stream, asks the session, has its
/// decisions done, rewrites.
///
/// One per thread. Nothing here allocates for a packet that finds nothing. Whatever fails, the
/// packet passes; what fails is counted, named once in the log, and that flow is not read any more.
public final class Dispatcher {
  /// What becomes of the packet.
  public enum Verdict {
    ACCEPT,
    DROP,
    /// Accept with the bytes of [#editor].
    REPLACE,
    /// Nothing yet: the verdict comes through [Verdicts].
    HOLD
  }

  /// Faults after which a helper is taken out of service.
  private static final int MOST_FAULTS = 50;

  private final DispatchCounters counters = new DispatchCounters();
  private final EditList edits = new EditList();
  private final Payload payload = new Payload();
  private final PacketView heldView = new PacketView();
  private final Map<String, Integer> faults = new HashMap<>();
  private final Set<String> disabled = new HashSet<>();
  private final MemoryBudget budget;
  private final FlowTable flows;
  private final DecisionExecutor executor;
  private final PacketEditor editor;
  private final Verdicts verdicts;
  private final DispatchLog log;
  private int holding;

  /// @param flows how many connections to remember
  /// @param memory bytes that streams may keep together
  /// @param editorBuffer 65,535 bytes for rewritten packets
  /// @param random chooses ports under NAT
  public Dispatcher(
      int flows,
      long memory,
      MemorySegment editorBuffer,
      Expectations expectations,
      Verdicts verdicts,
      DispatchLog log,
      RandomGenerator random) {
    this.flows = new FlowTable(flows, this::evict);
    this.budget = new MemoryBudget(memory);
    this.editor = new PacketEditor(editorBuffer);
    this.verdicts = verdicts;
    this.log = log;
    this.executor = new DecisionExecutor(expectations, log, counters, random, edits);
  }

  public FlowTable flows() {
    return flows;
  }

  public DispatchCounters counters() {
    return counters;
  }

  /// The rewritten packet, after [Verdict#REPLACE], until the next call.
  public PacketEditor editor() {
    return editor;
  }

  /// Begins a flow; bind its tuples in [#flows].
  public Flow open(Connection connection, ConfiguredHelper attached) {
    Flow flow = flows.add(connection, attached);
    if (disabled.contains(attached.helper().name())) {
      flow.opaque = true;
      return flow;
    }
    if (connection.isExpected() && !attached.helper().followsExpected()) {
      counters.expectedFlows++;
      flow.opaque = true;
      return flow;
    }
    try {
      flow.session = attached.helper().open(connection, attached.options());
    } catch (RuntimeException | StackOverflowError fault) {
      fault(flow, fault);
      return flow;
    }
    if (connection.protocol() == relatd.conntrack.Protocol.TCP) {
      int window = attached.helper().window();
      flow.sides[0] = new Flow.Side(new StreamAssembler(window, budget, counters));
      flow.sides[1] = new Flow.Side(new StreamAssembler(window, budget, counters));
    }
    return flow;
  }

  /// Ends a flow: its connection is gone. Packets it holds are accepted.
  public void close(Flow flow) {
    release(flow);
    flows.remove(flow);
  }

  /// Decides over one packet of a flow.
  ///
  /// @param packetId names the packet in [Verdicts], should it be held
  /// @param nanos monotonic time
  public Verdict dispatch(
      Flow flow, Direction direction, PacketView packet, int packetId, long nanos) {
    counters.packets++;
    flow.lastNanos = nanos;
    if (flow.isQuiet()) {
      return Verdict.ACCEPT;
    }
    try {
      executor.begin(flow, direction, nanos);
      return packet.isTcp()
          ? segment(flow, direction, packet, packetId, nanos)
          : datagram(flow, direction, packet, nanos);
    } catch (RuntimeException | StackOverflowError fault) {
      fault(flow, fault);
      releaseHeld(flow);
      return Verdict.ACCEPT;
    }
  }

  /// Whether packets wait for [#expire].
  public boolean isHolding() {
    return holding > 0;
  }

  /// Lets packets go that were held for too long.
  public void expire(long nanos) {
    if (holding == 0) {
      return;
    }
    flows.forEach(flow -> {
      for (Flow.Side side : flow.sides) {
        if (side != null && side.held.isOverdue(nanos)) {
          counters.heldExpired += side.held.count();
          releaseHeld(side);
        }
      }
    });
  }

  private Verdict datagram(Flow flow, Direction direction, PacketView packet, long nanos) {
    if (flow.opaque || packet.payloadLength() == 0) {
      return Verdict.ACCEPT;
    }
    counters.inspected++;
    int length = packet.payloadLength();
    payload.wrap(packet.bytes(), packet.payload(), length, direction, false, nanos);
    edits.wrap(packet.bytes(), packet.payload(), length, 0, true);
    flow.session.inspect(payload, executor);
    if (executor.mustDrop()) {
      return Verdict.DROP;
    }
    if (edits.isEmpty()) {
      return Verdict.ACCEPT;
    }
    editor.begin(packet);
    int done = 0;
    for (EditList.Edit edit : edits.edits()) {
      editor.keep(done, edit.offset());
      editor.insert(edit.bytes(), 0, edit.bytes().length);
      done = edit.offset() + edit.length();
    }
    editor.keep(done, length);
    if (!editor.end()) {
      return Verdict.DROP;
    }
    counters.rewritten++;
    return Verdict.REPLACE;
  }

  private Verdict segment(
      Flow flow, Direction direction, PacketView packet, int packetId, long nanos) {
    Flow.Side side = flow.side(direction);
    if (side == null) {
      return Verdict.ACCEPT;
    }
    follow(flow, direction, packet);
    if (packet.payloadLength() == 0) {
      return Verdict.ACCEPT;
    }
    boolean early = side.stream.isStarted() && packet.sequence() - side.stream.next() > 0;
    StreamAssembler.Arrival arrival = side.stream.accept(packet);
    if (arrival == StreamAssembler.Arrival.INCONSISTENT && !flow.opaque) {
      executor.opaque("a retransmission with other content");
    }
    if (arrival == StreamAssembler.Arrival.NOTHING && !early && !side.held.isEmpty()) {
      return Verdict.DROP; // the first copy is in hand and will be sent
    }
    boolean unread = arrival == StreamAssembler.Arrival.DATA && !flow.opaque;
    if (unread && (flow.seenReply || direction == Direction.REPLY)) {
      inspect(flow, side, direction, packet, nanos);
      if (!flow.opaque && !executor.mustDrop() && mustHold(flow, side, direction, nanos)) {
        side.held.add(packet, packetId, nanos);
        holding++;
        counters.held++;
        return Verdict.HOLD;
      }
    } else if (arrival == StreamAssembler.Arrival.DATA) {
      side.stream.consumed(flow.opaque ? side.stream.unreadLength() : 0);
    }
    if (executor.mustDrop()) {
      block(side, packet);
    }
    releaseHeld(side);
    return verdict(side, packet);
  }

  /// Sequence numbers and acknowledgements, whatever the packet carries.
  private static void follow(Flow flow, Direction direction, PacketView packet) {
    Flow.Side side = flow.side(direction);
    if (packet.isSyn()) {
      side.stream.begin(packet.sequence());
    } else if (!side.stream.isStarted()) {
      flow.seenReply = true; // joined in the middle
    }
    flow.seenReply |= direction == Direction.REPLY;
    if (packet.isAck() && !packet.isRst()) {
      Flow.Side other = flow.side(direction.opposite());
      other.stream.acknowledged(other.rewrites.acknowledged(packet.acknowledgement()));
    }
  }

  private void inspect(
      Flow flow, Flow.Side side, Direction direction, PacketView packet, long nanos) {
    counters.inspected++;
    StreamAssembler stream = side.stream;
    int first = stream.unreadFrom();
    int inHand = side.held.isEmpty() ? packet.sequence() : side.held.firstSequence();
    payload.wrap(
        stream.unread(),
        stream.unreadAt(),
        stream.unreadLength(),
        direction,
        stream.afterGap(),
        nanos);
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
      plan(side, packet, first);
    }
    stream.consumed(flow.opaque ? stream.unreadLength() : understood);
  }

  /// Turns replacements in the payload into rewrites of the stream, cut at the borders of the
  /// packets in hand.
  private void plan(Flow.Side side, PacketView packet, int first) {
    for (EditList.Edit edit : edits.edits()) {
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
    if (!side.rewrites.hasRoom(1)) {
      throw new IllegalStateException("too much rewritten and not yet acknowledged");
    }
    side.rewrites.add(from, length, java.util.Arrays.copyOfRange(bytes, start, end));
  }

  /// Whether what was left unread may be half an offer that NAT will have to rewrite.
  private boolean mustHold(Flow flow, Flow.Side side, Direction direction, long nanos) {
    StreamAssembler stream = side.stream;
    if (stream.unreadLength() == 0 || !flow.connection().isNat() || side.held.isFull()) {
      return false;
    }
    payload.wrap(
        stream.unread(),
        stream.unreadAt(),
        stream.unreadLength(),
        direction,
        stream.afterGap(),
        nanos);
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

  private Verdict verdict(Flow.Side side, PacketView packet) {
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

  private void releaseHeld(Flow flow) {
    for (Flow.Side side : flow.sides) {
      if (side != null) {
        releaseHeld(side);
      }
    }
  }

  private void releaseHeld(Flow.Side side) {
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

  private void fault(Flow flow, Throwable fault) {
    counters.faults++;
    flow.opaque = true;
    log.fault(flow, fault);
    String name = flow.helper().name();
    if (faults.merge(name, 1, Integer::sum) == MOST_FAULTS) {
      disabled.add(name);
      log.disabled(name);
    }
  }

  private void evict(Flow flow) {
    counters.evictedFlows++;
    release(flow);
  }

  private void release(Flow flow) {
    releaseHeld(flow);
    for (Flow.Side side : flow.sides) {
      if (side != null) {
        side.stream.release();
      }
    }
  }
}
