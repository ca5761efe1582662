// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import relatd.sync.cache.Cache;
import relatd.sync.cache.CacheCursor;
import relatd.sync.cache.CacheLimits;
import relatd.sync.cache.EntryStatus;
import relatd.sync.wire.SyncMessage;
import relatd.sync.wire.SyncWalker;
import relatd.sync.wire.SyncWriter;
import relatd.sync.wire.WireCounters;

/// A node without kernel and sockets: internal caches, a mode, and what it was told by the peer.
final class Node implements AutoCloseable, ModeOutput, MessageSink {
  static final int FIRST = 1000;
  static final long SECOND = 1_000_000_000L;

  final Cache<Flow> conntracks = cache();
  final Cache<Flow> expectations = cache();
  final Map<Long, Integer> externalConntracks = new HashMap<>();
  final Map<Long, Integer> externalExpectations = new HashMap<>();
  final WireCounters counters = new WireCounters();
  final SyncWriter writer = new SyncWriter(MemorySegment.ofArray(new byte[4096]), 200, 16);

  /// Messages sent, as text, since the last [#sent].
  private final List<String> sent = new ArrayList<>();

  /// Where batches go.
  Consumer<SyncWriter> link = batch -> {};

  SyncMode mode;
  Reception reception;
  int resyncs;
  boolean greets;

  static Node ftfw(int window, int resend) {
    Node node = new Node();
    node.use(
        new FtFw(
            node.conntracks,
            node.expectations,
            node.writer,
            node,
            new FtFwOptions(window, resend),
            FIRST,
            0));
    return node;
  }

  static Node notrack() {
    Node node = new Node();
    node.use(new Notrack(node.conntracks, node.expectations, node.writer, node, FIRST, 0));
    return node;
  }

  static Node alarm(int refreshTime) {
    Node node = new Node();
    node.use(
        new Alarm(
            node.conntracks,
            node.expectations,
            node.writer,
            node,
            refreshTime,
            new Random(5),
            FIRST,
            0));
    return node;
  }

  private void use(SyncMode mode) {
    this.mode = mode;
    this.reception = new Reception(mode, this, counters);
  }

  private static Cache<Flow> cache() {
    return new Cache<>("internal", Flow.TYPE, new CacheLimits(64, 10_000, 7), () -> 0);
  }

  /// A conntrack event of the kernel: new or updated.
  void conntrack(long key, int state) {
    mode.conntrackChanged(conntracks.updateForce(new Flow(key, state)));
  }

  void expectation(long key, int state) {
    mode.expectationChanged(expectations.updateForce(new Flow(key, state)));
  }

  /// The kernel's entry is gone.
  void conntrackGone(long key) {
    int entry = conntracks.find(new Flow(key, 0));
    if (entry != Cache.NONE && conntracks.status(entry) != EntryStatus.DEAD) {
      conntracks.markDead(entry);
      mode.conntrackChanged(entry);
    }
  }

  void expectationGone(long key) {
    int entry = expectations.find(new Flow(key, 0));
    if (entry != Cache.NONE && expectations.status(entry) != EntryStatus.DEAD) {
      expectations.markDead(entry);
      mode.expectationChanged(entry);
    }
  }

  static Map<Long, Integer> living(Cache<Flow> cache) {
    Map<Long, Integer> flows = new HashMap<>();
    CacheCursor cursor = cache.cursor();
    while (cursor.step(
        1000,
        entry -> {
          if (cache.status(entry) != EntryStatus.DEAD) {
            flows.put(cache.read(entry).key(), cache.read(entry).state());
          }
        })) {}
    return flows;
  }

  /// What a peer sends, as one datagram.
  void hear(Consumer<SyncWriter> messages) {
    SyncWriter datagram = new SyncWriter(MemorySegment.ofArray(new byte[4096]), 4096, 1);
    messages.accept(datagram);
    reception.datagram(datagram.buffer(), 0, datagram.size());
  }

  /// Sends what waits, and says what was sent so far: `NEW+HELLO 1000`, `ACK 1001 5..7`.
  List<String> sent(long now) {
    mode.transmit(now);
    List<String> all = List.copyOf(sent);
    sent.clear();
    return all;
  }

  @Override
  public void send(SyncWriter batch) {
    SyncWalker walker = new SyncWalker(new WireCounters());
    walker.wrapDatagram(batch.buffer(), 0, batch.size());
    while (walker.next()) {
      greets = walker.message().isHello();
      sent.add(text(walker.message()));
    }
    link.accept(batch);
  }

  static String text(SyncMessage message) {
    String[] types = {"NEW", "UPD", "DEL", "EXP_NEW", "EXP_UPD", "EXP_DEL"};
    String name =
        message.isData()
            ? types[message.type()]
            : message.isAck()
                ? "ACK"
                : message.isNack() ? "NACK" : message.isResync() ? "RESYNC" : "ALIVE";
    return name
        + (message.isHello() ? "+HELLO" : "")
        + (message.isHelloBack() ? "+BACK" : "")
        + " "
        + message.sequence()
        + (message.isAck() || message.isNack() ? " " + message.from() + ".." + message.to() : "");
  }

  @Override
  public void resyncRequested() {
    resyncs++;
    mode.sendAll();
  }

  @Override
  public boolean apply(SyncMessage message) {
    if (message.attributesLength() != Flow.BYTES) {
      return false;
    }
    Flow flow = Flow.TYPE.read(message.buffer(), message.attributes(), Flow.BYTES);
    Map<Long, Integer> table = message.isConntrack() ? externalConntracks : externalExpectations;
    if (message.type() == SyncMessage.CT_DEL || message.type() == SyncMessage.EXP_DEL) {
      table.remove(flow.key());
    } else {
      table.put(flow.key(), flow.state());
    }
    return true;
  }

  @Override
  public void close() {
    conntracks.close();
    expectations.close();
  }
}
