// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.helper.dispatch.ConfiguredHelper;
import relatd.helper.dispatch.DispatchCounters;
import relatd.helper.dispatch.DispatchLog;
import relatd.helper.dispatch.Dispatcher;
import relatd.helper.dispatch.Flow;
import relatd.helper.dispatch.FlowKey;
import relatd.helper.dispatch.Verdicts;
import relatd.helper.packet.PacketView;

/// A dispatcher with a connection table around it that lives on captured packets and their time.
public final class ReplayEngine implements DispatchLog {
  private static final int MOST_CONNECTIONS = 262_144;
  private static final int MOST_FLOWS = 65_536;
  private static final long STREAM_MEMORY = 64L << 20;

  /// A UDP connection is over after this silence (nf_conntrack_udp_timeout_stream).
  private static final long UDP_NANOS = 120_000_000_000L;

  private static final long PORT_SEED = 1;

  /// A connection in the table; not its packets.
  private static final class Tracked {
    final Connection connection;
    final Optional<Flow> flow;
    final int firstSequence;
    final Evidence evidence = new Evidence();
    long lastNanos;

    Tracked(Connection connection, Optional<Flow> flow, int firstSequence) {
      this.connection = connection;
      this.flow = flow;
      this.firstSequence = firstSequence;
    }
  }

  private record Place(Tracked tracked, Direction direction) {}

  private final Map<FlowKey, Place> places =
      new LinkedHashMap<>(1_024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FlowKey, Place> eldest) {
          return size() > 2 * MOST_CONNECTIONS;
        }
      };
  private final FlowKey probe = new FlowKey();
  private final ReplayTable table = new ReplayTable();
  private final HelperPorts ports;
  private final Consumer<ReplayEvent> events;
  private final Dispatcher dispatcher;
  private boolean explaining;
  private int frame;
  private Direction direction = Direction.ORIGINAL;
  private Tracked current;

  /// @param verdicts of packets that were held; their id is the frame number
  public ReplayEngine(HelperPorts ports, Consumer<ReplayEvent> events, Verdicts verdicts) {
    this.ports = ports;
    this.events = events;
    this.dispatcher =
        new Dispatcher(
            MOST_FLOWS,
            STREAM_MEMORY,
            MemorySegment.ofArray(new byte[65_536]),
            table,
            verdicts,
            this,
            new Random(PORT_SEED));
  }

  /// From now on events carry the bytes that decided.
  public ReplayEngine explaining() {
    explaining = true;
    return this;
  }

  public DispatchCounters counters() {
    return dispatcher.counters();
  }

  public Dispatcher dispatcher() {
    return dispatcher;
  }

  /// One captured TCP or UDP packet.
  ///
  /// @param translated the connection as a router translates it, where that is known
  public Dispatcher.Verdict packet(
      int frame, long nanos, PacketView packet, Optional<Connection> translated) {
    table.advance(nanos);
    dispatcher.expire(nanos);
    Place place = place(packet, nanos, translated);
    place.tracked().lastNanos = nanos;
    this.frame = frame;
    this.direction = place.direction();
    this.current = place.tracked();
    Optional<Flow> flow = place.tracked().flow;
    if (explaining && flow.isPresent()) {
      current.evidence.packet(packet, direction);
    }
    return flow.isEmpty()
        ? Dispatcher.Verdict.ACCEPT
        : dispatcher.dispatch(flow.get(), place.direction(), packet, frame, nanos);
  }

  /// Direction of the last packet.
  Direction direction() {
    return direction;
  }

  /// Connection of the last packet; there must have been one.
  Connection connection() {
    return current.connection;
  }

  /// Helper of the last packet's connection, `-` without one.
  String helperName() {
    return current.flow.map(flow -> flow.helper().name()).orElse("-");
  }

  /// The capture is over: what is still held goes.
  public void finish() {
    dispatcher.expire(Long.MAX_VALUE);
  }

  private Place place(PacketView packet, long nanos, Optional<Connection> translated) {
    Place place = places.get(probe.set(packet, 0));
    if (place != null && !isAnother(place.tracked(), packet, nanos)) {
      return place;
    }
    if (place != null) {
      Tracked old = place.tracked();
      old.flow.ifPresent(dispatcher::close);
      table.end(old.connection);
      places.remove(probe.set(old.connection.original(), 0));
      places.remove(probe.set(old.connection.reply(), 0));
    }
    Tuple tuple = packet.tuple();
    boolean forward = isFromInitiator(packet, tuple);
    Connection connection =
        translated.orElseGet(() -> Connection.of(forward ? tuple : tuple.inverse()));
    Tracked tracked = track(connection, packet);
    places.put(new FlowKey().set(connection.original(), 0), new Place(tracked, Direction.ORIGINAL));
    places.put(new FlowKey().set(connection.reply(), 0), new Place(tracked, Direction.REPLY));
    return places.get(probe.set(packet, 0));
  }

  private Tracked track(Connection seen, PacketView packet) {
    Optional<ReplayTable.Live> expected = table.fulfil(seen.original());
    Connection connection =
        expected.isPresent()
            ? new Connection(
                seen.original(), seen.reply(), seen.zone(), seen.status() | Status.EXPECTED, 0)
            : seen;
    Optional<ConfiguredHelper> helper =
        expected.isPresent() ? expected.get().follower() : ports.of(connection);
    helper.ifPresent(attached -> table.attach(connection, attached));
    int sequence = packet.isTcp() ? packet.sequence() : 0;
    return new Tracked(
        connection, helper.map(attached -> dispatcher.open(connection, attached)), sequence);
  }

  private boolean isFromInitiator(PacketView packet, Tuple tuple) {
    if (packet.isTcp() && packet.isSyn()) {
      return !packet.isAck();
    }
    // What is expected begins where it was expected, whatever port it comes from: answers to a
    // question that went to a group come from the servers' own port.
    return table.expects(tuple) || ports.isToServer(tuple);
  }

  /// Whether the packet begins a new connection with the tuple of an old one.
  private static boolean isAnother(Tracked tracked, PacketView packet, long nanos) {
    if (packet.isTcp()) {
      return packet.isSyn() && !packet.isAck() && packet.sequence() != tracked.firstSequence;
    }
    return nanos - tracked.lastNanos > UDP_NANOS;
  }

  private void tell(Flow flow, ReplayEvent.Kind kind, Optional<Expectation> what, String reason) {
    String evidence = explaining ? current.evidence.around(what, reason) : "";
    String helper = flow.helper().name();
    events.accept(
        new ReplayEvent(frame, direction, kind, helper, flow.connection(), what, reason, evidence));
  }

  private static ReplayEvent.Kind orIgnore(Flow flow, ReplayEvent.Kind refusal) {
    return flow.helper().refusalsAreEvents() ? refusal : ReplayEvent.Kind.IGNORE;
  }

  @Override
  public void expected(Flow flow, Expectation expectation) {
    tell(flow, ReplayEvent.Kind.EXPECT, Optional.of(expectation), "");
  }

  @Override
  public void withdrawn(Flow flow, Expectation expectation) {
    tell(flow, ReplayEvent.Kind.WITHDRAW, Optional.of(expectation), "");
  }

  @Override
  public void refused(Flow flow, String reason) {
    tell(flow, orIgnore(flow, ReplayEvent.Kind.REFUSE), Optional.empty(), reason);
  }

  @Override
  public void opaque(Flow flow, String reason) {
    tell(flow, orIgnore(flow, ReplayEvent.Kind.OPAQUE), Optional.empty(), reason);
  }

  @Override
  public void dropped(Flow flow, String reason) {
    tell(flow, ReplayEvent.Kind.DROP, Optional.empty(), reason);
  }

  @Override
  public void fault(Flow flow, Throwable fault) {
    tell(flow, ReplayEvent.Kind.OPAQUE, Optional.empty(), "the helper failed: " + fault);
  }

  @Override
  public void disabled(String helper) {
    // told by the faults themselves
  }
}
