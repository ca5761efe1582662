// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import relatd.ctnetlink.ConntrackTable;
import relatd.ctnetlink.ExpectTable;
import relatd.helper.dispatch.Dispatcher;
import relatd.helper.dispatch.FlowTable;
import relatd.helper.dispatch.Verdicts;
import relatd.helper.packet.PacketEditor;
import relatd.helper.packet.PacketView;
import relatd.netlink.MalformedMessage;
import relatd.nfqueue.NestWriter;
import relatd.nfqueue.PacketHandler;
import relatd.nfqueue.QueueOptions;
import relatd.nfqueue.QueueSocket;
import relatd.nfqueue.QueuedPacket;
import relatd.nfqueue.Verdict;
import relatd.nfqueue.VerdictBatch;

/// One queue from receive to verdict: a batch of packets in, one send of verdicts out.
///
/// ```
///  QueueSocket -> QueuedPacket -> PacketView -> ConnectionResolver -> Dispatcher -> VerdictBatch
/// ```
///
/// Belongs to the thread that opened it. Whatever goes wrong with a packet, it is accepted and
/// counted.
final class QueueWorker implements PacketHandler, Verdicts, AutoCloseable {
  private static final int LOOPBACK = 1; // `lo` is the first interface of every namespace
  private static final int LOCAL_IN = 1;

  private final QueueSocket queue;
  private final VerdictBatch verdicts;
  private final KernelExpectations expectations;
  private final ConnectionResolver resolver;
  private final Dispatcher dispatcher;
  private final WorkerCounters counters = new WorkerCounters();
  private final PacketView view = new PacketView();
  private final MasterLife masterLife = new MasterLife();
  private final LongSupplier clock;
  private boolean holding;

  private QueueWorker(QueuePlan plan, EngineSettings settings, EngineLog log, QueueSocket queue) {
    this.queue = queue;
    this.clock = settings.clock();
    verdicts = queue.verdicts();
    expectations = new KernelExpectations(ExpectTable.open(), log);
    RandomGenerator random = ThreadLocalRandom.current();
    MemorySegment editor = Arena.ofAuto().allocate(1 << 16, 8);
    dispatcher =
        new Dispatcher(
            settings.flowsPerQueue(),
            settings.streamBytesPerQueue(),
            editor,
            expectations,
            this,
            new LoggingDispatch(log, settings.logRefused()),
            random);
    resolver =
        queue.hasConntrack()
            ? new GlueResolver(plan, dispatcher)
            : new LookupResolver(plan, dispatcher, ConntrackTable.open());
  }

  /// Binds the queue; packets arrive from now on.
  static QueueWorker open(QueuePlan plan, EngineSettings settings, EngineLog log) {
    QueueOptions options =
        QueueOptions.of(plan.queueNumber()).withLength(plan.length()).withFailOpen(plan.failOpen());
    QueueSocket queue = QueueSocket.open(options);
    try {
      return new QueueWorker(plan, settings, log, queue);
    } catch (RuntimeException failure) {
      queue.close();
      throw failure;
    }
  }

  /// Whether packets bring their connection.
  boolean hasConntrack() {
    return queue.hasConntrack();
  }

  WorkerCounters counters() {
    return counters;
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  QueueSocket queue() {
    return queue;
  }

  /// Waits for a batch and does it.
  void turn() {
    mergeWhileNothingIsHeld();
    queue.receive(this);
    if (dispatcher.isHolding()) {
      dispatcher.expire(clock.getAsLong());
    }
    if (verdicts.flush() < 0) {
      counters.unsent++;
    }
  }

  private void mergeWhileNothingIsHeld() {
    holding = dispatcher.isHolding();
    verdicts.mergeAccepts(!holding);
  }

  @Override
  public void packet(QueuedPacket queued) {
    int id = queued.packetId();
    counters.packets++;
    try {
      decide(queued, id);
    } catch (MalformedMessage malformed) {
      counters.malformed++;
      verdicts.accept(id);
    } catch (RuntimeException failure) {
      counters.failures++;
      verdicts.accept(id);
    }
  }

  private void decide(QueuedPacket queued, int id) {
    if (!isReadable(queued)) {
      counters.skipped++;
      verdicts.accept(id);
      return;
    }
    long nanos = clock.getAsLong();
    FlowTable.Binding binding = resolver.resolve(queued, view, nanos);
    if (binding == null) {
      counters.unresolved++;
      verdicts.accept(id);
      return;
    }
    if (mustConfirmFirst()) {
      counters.repeated++;
      verdicts.begin(id, Verdict.REPEAT).conntrack(NestWriter.EMPTY).end();
      return;
    }
    masterLife.begin();
    switch (dispatcher.dispatch(binding.flow(), binding.direction(), view, id, nanos)) {
      case ACCEPT -> acceptNow(id);
      case DROP -> verdicts.add(id, Verdict.DROP);
      case REPLACE -> {
        PacketEditor editor = dispatcher.editor();
        replace(id, editor.bytes(), editor.length());
      }
      case HOLD -> {
        holding = true;
        verdicts.mergeAccepts(false);
      }
    }
    masterLife.begin();
  }

  private void acceptNow(int id) {
    if (masterLife.isKept() && hasConntrack()) {
      verdicts.begin(id, Verdict.ACCEPT).conntrack(masterLife).end();
    } else {
      verdicts.accept(id);
    }
  }

  /// A whole TCP or UDP packet that was not seen before. What goes over loopback is queued when it
  /// leaves and again when it arrives.
  private boolean isReadable(QueuedPacket queued) {
    if (queued.isTruncated()
        || queued.hook() == LOCAL_IN && queued.inInterface() == LOOPBACK && hasConntrack()) {
      return false;
    }
    PacketView.Kind kind =
        view.wrap(queued.buffer(), queued.payloadOffset(), queued.payloadLength());
    return kind == PacketView.Kind.TCP || kind == PacketView.Kind.UDP;
  }

  /// The first datagram of a connection: an expectation needs a master in the table, so it is sent
  /// round once more, and comes back confirmed. (A TCP connection is confirmed by its handshake.)
  private boolean mustConfirmFirst() {
    boolean first = resolver.isUnconfirmed() && !view.isTcp() && view.payloadLength() > 0;
    if (!first) {
      repeatedLast = 0;
      return false;
    }
    int identity = view.sourcePort() << 16 | view.destinationPort();
    boolean again = identity == repeatedLast;
    repeatedLast = again ? 0 : identity;
    return !again;
  }

  /// Ports of the datagram sent round last: should it come back unconfirmed it is not sent again.
  private int repeatedLast;

  @Override
  public void unreadable(int packetId) {
    counters.malformed++;
    verdicts.accept(packetId);
  }

  @Override
  public void accept(int packetId) {
    verdicts.add(packetId, Verdict.ACCEPT);
  }

  @Override
  public void replace(int packetId, MemorySegment bytes, int length) {
    VerdictBatch verdict = verdicts.begin(packetId, Verdict.ACCEPT).payload(bytes, 0, length);
    if (hasConntrack()) {
      verdict.conntrack(masterLife); // the kernel adjusts sequence numbers only with it
    }
    verdict.end();
  }

  @Override
  public void keepMaster(int seconds) {
    masterLife.keep(seconds);
  }

  @Override
  public void drop(int packetId) {
    verdicts.add(packetId, Verdict.DROP);
  }

  @Override
  public void close() {
    verdicts.flush();
    resolver.close();
    expectations.close();
    queue.close();
  }
}
