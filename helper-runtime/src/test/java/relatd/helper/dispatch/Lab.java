// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import relatd.conntrack.Address;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;
import relatd.helper.Options;
import relatd.helper.packet.PacketView;
import relatd.helper.packet.TestPackets;
import relatd.helper.packet.TestPackets.Flag;

/// A dispatcher with a table, a log and verdicts that remember everything they were told.
final class Lab implements Expectations, DispatchLog, Verdicts {
  static final Endpoint CLIENT = new Endpoint(Address.of("10.0.0.22"), 40_000);
  static final Endpoint SERVER = new Endpoint(Address.of("192.0.2.7"), 7);

  final Dispatcher dispatcher;
  final List<Expectation> table = new ArrayList<>();
  final Map<Expectation, Integer> refreshed = new HashMap<>();
  final List<String> log = new ArrayList<>();
  final List<Integer> kept = new ArrayList<>();
  final Map<Integer, String> verdicts = new HashMap<>();
  final Map<Integer, byte[]> replaced = new HashMap<>();
  Predicate<Expectation> taken = expectation -> false;
  BiPredicate<Address, Address> between = (one, other) -> true;
  Predicate<Expectation> impossible = expectation -> false;
  long nanos;
  private final PacketView view = new PacketView();
  private int nextId;

  Lab() {
    this(8);
  }

  Lab(int flows) {
    byte[] buffer = new byte[65_535];
    dispatcher =
        new Dispatcher(
            flows, 1 << 20, MemorySegment.ofArray(buffer), this, this, this, new Random(7));
  }

  static Connection plain() {
    return Connection.of(Tuple.tcp(CLIENT, SERVER));
  }

  /// The client's address is translated to this one.
  static Connection sourceNat(String address) {
    Tuple original = Tuple.tcp(CLIENT, SERVER);
    Tuple reply = Tuple.tcp(SERVER, new Endpoint(Address.of(address), CLIENT.port()));
    return new Connection(original, reply, 0, Status.CONFIRMED | Status.SRC_NAT, 0);
  }

  Flow open(Connection connection) {
    return dispatcher.open(connection, ConfiguredHelper.of(new ToyHelper()));
  }

  Flow open(Connection connection, Options options, boolean dropOnNatFailure) {
    ToyHelper helper = new ToyHelper();
    return dispatcher.open(
        connection,
        new ConfiguredHelper(helper, helper.policies(), options, dropOnNatFailure, true));
  }

  /// Both SYNs: streams begin at 1,000 (client) and 5,000 (server).
  Lab shake(Flow flow) {
    tcp(flow, Direction.ORIGINAL, 999, 0, "", Flag.SYN);
    tcp(flow, Direction.REPLY, 4_999, 1_000, "", Flag.SYN, Flag.ACK);
    return this;
  }

  /// A segment of the client at a place of its stream; the packet's id.
  Dispatcher.Verdict client(Flow flow, int place, String text) {
    return tcp(flow, Direction.ORIGINAL, 1_000 + place, 5_000, text, Flag.ACK);
  }

  Dispatcher.Verdict server(Flow flow, int place, String text) {
    return tcp(flow, Direction.REPLY, 5_000 + place, 1_000, text, Flag.ACK);
  }

  Dispatcher.Verdict tcp(
      Flow flow,
      Direction direction,
      int sequence,
      int acknowledgement,
      String text,
      Flag... flags) {
    byte[] payload = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] packet =
        TestPackets.tcp(
            flow.connection().tuple(direction), sequence, acknowledgement, payload, flags);
    return dispatch(flow, direction, packet);
  }

  Dispatcher.Verdict dispatch(Flow flow, Direction direction, byte[] packet) {
    view.wrap(MemorySegment.ofArray(packet), 0, packet.length);
    int id = ++nextId;
    Dispatcher.Verdict verdict = dispatcher.dispatch(flow, direction, view, id, nanos);
    verdicts.put(id, verdict.name());
    if (verdict == Dispatcher.Verdict.REPLACE) {
      replace(id, dispatcher.editor().bytes(), dispatcher.editor().length());
    }
    return verdict;
  }

  /// Id of the last packet; they count from 1.
  int lastId() {
    return nextId;
  }

  /// Payload of a packet that was replaced.
  String text(int id) {
    byte[] packet = replaced.get(id);
    view.wrap(MemorySegment.ofArray(packet), 0, packet.length);
    return new String(
        packet, (int) view.payload(), view.payloadLength(), StandardCharsets.ISO_8859_1);
  }

  long counter(String name) {
    Map<String, Long> all = new HashMap<>();
    dispatcher.counters().forEach(all::put);
    return all.get(name);
  }

  @Override
  public Grant create(Expectation expectation) {
    if (impossible.test(expectation)) {
      return Grant.FAILED;
    }
    boolean there = table.stream().anyMatch(one -> one.tuple().equals(expectation.tuple()));
    if (there || taken.test(expectation)) {
      return Grant.TAKEN;
    }
    table.add(expectation);
    return Grant.CREATED;
  }

  @Override
  public boolean isBetween(Address one, Address other) {
    return between.test(one, other);
  }

  @Override
  public void refresh(Expectation expectation) {
    refreshed.merge(expectation, 1, Integer::sum);
  }

  @Override
  public void delete(Expectation expectation) {
    table.removeIf(one -> one.isSameAs(expectation));
  }

  @Override
  public void expected(Flow flow, Expectation expectation) {
    log.add("expected " + expectation.tuple().destinationEndpoint() + " " + expectation.timeout());
  }

  @Override
  public void withdrawn(Flow flow, Expectation expectation) {
    log.add("withdrawn " + expectation.tuple().destinationEndpoint());
  }

  @Override
  public void refused(Flow flow, String reason) {
    log.add("refused " + reason);
  }

  @Override
  public void opaque(Flow flow, String reason) {
    log.add("opaque " + reason);
  }

  @Override
  public void dropped(Flow flow, String reason) {
    log.add("dropped " + reason);
  }

  @Override
  public void fault(Flow flow, Throwable fault) {
    log.add("fault " + fault.getMessage());
  }

  @Override
  public void disabled(String helper) {
    log.add("disabled " + helper);
  }

  @Override
  public void accept(int packetId) {
    verdicts.put(packetId, "ACCEPT");
  }

  @Override
  public void replace(int packetId, MemorySegment bytes, int length) {
    verdicts.put(packetId, "REPLACE");
    replaced.put(packetId, bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
  }

  @Override
  public void drop(int packetId) {
    verdicts.put(packetId, "DROP");
  }

  @Override
  public void keepMaster(int seconds) {
    kept.add(seconds);
  }
}
