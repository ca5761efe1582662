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

  /// A flow that was silent for so long is forgotten.
  private static final long SILENT_NANOS = 2 * 3_600_000_000_000L;

  /// Faults after which a helper is taken out of service.
  private static final int MOST_FAULTS = 50;

  private final DispatchCounters counters = new DispatchCounters();
  private final EditList edits = new EditList();
  private final Payload payload = new Payload();
  private final Map<String, Integer> faults = new HashMap<>();
  private final Set<String> disabled = new HashSet<>();
  private final MemoryBudget budget;
  private final FlowTable flows;
  private final DecisionExecutor executor;
  private final PacketEditor editor;
  private final SegmentPath segments;
  private final DispatchLog log;

  /// @param flows how many connections to remember
  /// @param memory bytes that streams and offers may keep together
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
    this.log = log;
    this.executor = new DecisionExecutor(expectations, verdicts, log, counters, random, edits);
    this.segments = new SegmentPath(executor, edits, editor, verdicts, counters);
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
    flow.offered = new Offered(budget);
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
      long hold = attached.holdNanos();
      flow.sides[0] = new Flow.Side(new StreamAssembler(window, budget, counters), hold);
      flow.sides[1] = new Flow.Side(new StreamAssembler(window, budget, counters), hold);
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
          ? segments.dispatch(flow, direction, packet, packetId, nanos)
          : datagram(flow, direction, packet, nanos);
    } catch (RuntimeException | StackOverflowError fault) {
      fault(flow, fault);
      releaseHeld(flow);
      Flow.Side side = packet.isTcp() ? flow.side(direction) : null;
      return side == null ? Verdict.ACCEPT : segments.verdict(side, packet);
    }
  }

  /// Whether packets wait for [#expire].
  public boolean isHolding() {
    return segments.isHolding();
  }

  /// Forgets flows that were silent for long; should one go on, it is joined in the middle. To be
  /// called now and then.
  public void forgetSilent(long nanos) {
    flows.removeSilent(nanos, SILENT_NANOS);
  }

  /// Drops packets that were held for too long; their sender sends them again.
  public void expire(long nanos) {
    if (!segments.isHolding()) {
      return;
    }
    flows.forEach(flow -> {
      for (Flow.Side side : flow.sides) {
        if (side != null && side.held.isOverdue(nanos)) {
          segments.dropHeld(side);
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
    if (edits.isEmpty() && executor.otherPort() == 0) {
      return Verdict.ACCEPT;
    }
    editor.begin(packet);
    if (executor.otherPort() != 0) {
      editor.deliverTo(executor.otherPort());
    }
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

  private void releaseHeld(Flow flow) {
    for (Flow.Side side : flow.sides) {
      if (side != null) {
        segments.releaseHeld(side);
      }
    }
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
    flow.offered.release();
    for (Flow.Side side : flow.sides) {
      if (side != null) {
        side.stream.release();
      }
    }
  }
}
