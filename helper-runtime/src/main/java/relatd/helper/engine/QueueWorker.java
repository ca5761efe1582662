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
import relatd.helper.dispatch.Expectations;
import relatd.nfqueue.QueueOptions;
import relatd.nfqueue.QueueSocket;
import relatd.nfqueue.VerdictBatch;

/// One queue from receive to verdict: a batch of packets in, one send of verdicts out.
///
/// ```
///  QueueSocket --- a batch ---> PacketWalk, packet by packet --- VerdictBatch ---> the kernel
/// ```
///
/// Belongs to the thread that opened it.
final class QueueWorker implements AutoCloseable {
  private static final long SILENCE_CHECK_NANOS = 60_000_000_000L;

  private final QueueSocket queue;
  private final boolean conntrack;
  private final VerdictBatch verdicts;
  private final KernelExpectations expectations;
  private final FollowedExpectations followed;
  private final ConnectionResolver resolver;
  private final Dispatcher dispatcher;
  private final PacketWalk walk;
  private final LongSupplier clock;
  private long lookedForSilent;

  private QueueWorker(
      QueuePlan plan,
      EngineSettings settings,
      EngineLog log,
      QueueSocket queue,
      boolean conntrack) {
    this.queue = queue;
    this.conntrack = conntrack;
    this.clock = settings.clock();
    verdicts = queue.verdicts();
    NatFunctions functions = new NatFunctions();
    expectations = new KernelExpectations(ExpectTable.open(), log, functions);
    RandomGenerator random = ThreadLocalRandom.current();
    MemorySegment editor = Arena.ofAuto().allocate(1 << 16, 8);
    followed = new FollowedExpectations(expectations, settings.helpersByVerdict(), functions);
    LateVerdicts late = new LateVerdicts(verdicts, conntrack, followed);
    dispatcher =
        new Dispatcher(
            settings.flows(),
            settings.streamBytes(),
            editor,
            table(settings),
            late,
            new LoggingDispatch(log, settings.dry()),
            random);
    resolver =
        conntrack
            ? new GlueResolver(plan, dispatcher)
            : new LookupResolver(plan, dispatcher, ConntrackTable.open());
    walk = new PacketWalk(conntrack, resolver, dispatcher, verdicts, late, clock);
  }

  /// Binds the queue; packets arrive from now on.
  static QueueWorker open(QueuePlan plan, EngineSettings settings, EngineLog log) {
    QueueOptions options =
        QueueOptions.of(plan.queueNumber()).withLength(plan.length()).withFailOpen(plan.failOpen());
    QueueSocket queue = QueueSocket.open(options);
    return on(queue, plan, settings, log, queue.hasConntrack());
  }

  /// As [#open], for packets that come with or without their connection whatever this kernel does:
  /// they are [relatd.nfqueue.FeignedPackets].
  static QueueWorker practising(
      QueuePlan plan, EngineSettings settings, EngineLog log, boolean conntrack) {
    QueueSocket queue = QueueSocket.open(QueueOptions.of(plan.queueNumber()));
    return on(queue, plan, settings, log, conntrack);
  }

  private static QueueWorker on(
      QueueSocket queue,
      QueuePlan plan,
      EngineSettings settings,
      EngineLog log,
      boolean conntrack) {
    try {
      return new QueueWorker(plan, settings, log, queue, conntrack);
    } catch (RuntimeException failure) {
      queue.close();
      throw failure;
    }
  }

  private Expectations table(EngineSettings settings) {
    if (settings.dry()) {
      return new DryExpectations();
    }
    return conntrack ? followed : new CarriedExpectations(expectations);
  }

  /// Whether packets bring their connection.
  boolean hasConntrack() {
    return conntrack;
  }

  WorkerCounters counters() {
    return walk.counters();
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  QueueSocket queue() {
    return queue;
  }

  /// Waits for a batch and does it.
  void turn() {
    verdicts.mergeAccepts(!dispatcher.isHolding());
    queue.receive(walk);
    if (dispatcher.isHolding()) {
      dispatcher.expire(clock.getAsLong());
    }
    if (verdicts.flush() < 0) {
      walk.counters().unsent++;
    }
    followed.afterVerdicts();
    walk.readPassed();
    forgetSilentFlows();
  }

  private void forgetSilentFlows() {
    long nanos = clock.getAsLong();
    if (nanos - lookedForSilent >= SILENCE_CHECK_NANOS) {
      lookedForSilent = nanos;
      dispatcher.forgetSilent(nanos);
    }
  }

  @Override
  public void close() {
    verdicts.flush();
    resolver.close();
    expectations.close();
    queue.close();
  }
}
