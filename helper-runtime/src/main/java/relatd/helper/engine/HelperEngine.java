// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;

/// All queues of a configuration, each with its thread. Opens completely or not at all.
public final class HelperEngine implements AutoCloseable {
  private final List<QueueThread> queues = new ArrayList<>();

  private HelperEngine() {}

  /// Binds every queue that the types name and begins to serve it.
  ///
  /// @throws relatd.netlink.NetlinkException when one cannot be bound; what was bound is free again
  public static HelperEngine open(
      List<AttachedType> types, EngineSettings settings, EngineLog log) {
    HelperEngine engine = new HelperEngine();
    try {
      List<QueuePlan> plans =
          QueuePlan.of(settings.dry() ? types.stream().map(AttachedType::dryRun).toList() : types);
      EngineSettings share = settings.sharedBy(plans.size());
      for (QueuePlan plan : plans) {
        QueueThread queue = new QueueThread(plan, share, log);
        queue.start();
        engine.queues.add(queue);
      }
      return engine;
    } catch (RuntimeException failure) {
      engine.close();
      throw failure;
    }
  }

  /// Whether every queue brings connections with its packets.
  public boolean hasConntrack() {
    return queues.stream()
        .allMatch(queue -> queue.worker().map(QueueWorker::hasConntrack).orElse(false));
  }

  /// The queues' threads, gettid(2).
  public List<Integer> threadIds() {
    return queues.stream().map(QueueThread::threadId).toList();
  }

  /// One call per figure of each queue, the name led by the queue's number.
  public void counters(ObjLongConsumer<String> out) {
    for (QueueThread queue : queues) {
      String prefix = "queue " + queue.plan().queueNumber() + ' ';
      out.accept(prefix + "reopened", queue.reopened());
      queue
          .worker()
          .ifPresent(worker -> {
            ObjLongConsumer<String> named = (name, value) -> out.accept(prefix + name, value);
            worker.counters().forEach(named);
            worker.dispatcher().counters().forEach(named);
            named.accept("flows", worker.dispatcher().flows().size());
            named.accept("overruns", worker.queue().counters().overruns());
          });
    }
  }

  /// Ends in order: no packet is taken in any more, those in hand get their verdict, the queues
  /// close. Expectations stay: they belong to connections that go on.
  @Override
  public void close() {
    queues.forEach(QueueThread::stop);
    queues.clear();
  }
}
