// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import relatd.ctnetlink.ConntrackTable;
import relatd.netlink.LinkMonitor;
import relatd.nfqueue.FeignedPackets;
import relatd.posix.Posix;

/// Practice before the first packets: a [QueueWorker] in a thread and a network namespace of its
/// own receives packets of connections that were made there for it, asks that namespace's kernel
/// for them, makes expectations there and sends its verdicts, until the virtual machine has
/// compiled all of it.
///
/// What is made up is the packets alone ([FeignedPackets]): to have the kernel queue some it would
/// take rules, and modules that this machine may not have loaded. Nothing of the daemon's own is
/// touched: no queue, table, counter or log. It takes about a second of one processor, once, at a
/// low priority; a machine that is much slower has better things to do, so that it ends after some
/// seconds. Where no namespace can be had there is no practice.
public final class Rehearsal {
  /// Exchanges altogether, and in one connection.
  private static final int EXCHANGES = 8_000;

  private static final int CONNECTION = 40;

  private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);

  /// Turns that a burst may take before it counts as lost.
  private static final int TURNS = 4;

  private static final int FLOWS = 64;
  private static final long STREAM_BYTES = 1 << 20;

  /// As the rehearsal of the synchronisation, for its reasons.
  private static final int NICE = 5;

  private final Collection<AttachedType> types;
  private final boolean registered;
  private final List<Boolean> kinds;

  private Rehearsal(Collection<AttachedType> types, boolean registered, List<Boolean> kinds) {
    this.types = types;
    this.registered = registered;
    this.kinds = kinds;
  }

  /// Begins, and returns at once.
  ///
  /// @param types the daemon's
  /// @param registered whether the kernel knows them by their names; else their [Carrier]s
  /// @param attached whether packets bring their connection
  /// @param both practise the other kind, too: what is learned is for other kernels as well
  /// @param ended runs in the rehearsal's thread at its end
  public static void start(
      List<AttachedType> types,
      boolean registered,
      boolean attached,
      boolean both,
      Runnable ended) {
    Rehearsal rehearsal =
        new Rehearsal(
            cast(types), registered, both ? List.of(attached, !attached) : List.of(attached));
    Thread.ofPlatform()
        .daemon()
        .name("rehearsal")
        .start(() -> {
          rehearsal.run();
          ended.run();
        });
  }

  /// One of each pair of protocols, ftp where it is configured.
  static Collection<AttachedType> cast(List<AttachedType> types) {
    Map<String, AttachedType> cast = new LinkedHashMap<>();
    for (AttachedType type : types) {
      cast.merge(
          type.family() + " " + type.transport(),
          type,
          (first, other) -> RehearsedLines.isFtp(other) ? other : first);
    }
    return cast.values();
  }

  private void run() {
    Posix.setpriority(Posix.gettid(), NICE);
    if (Posix.unshare(Posix.CLONE_NEWNET) != 0) {
      return;
    }
    try {
      LinkMonitor.bringUp("lo");
      // Training is not hurried: nobody waits for packets then.
      long longest = kinds.size() > 1 ? Long.MAX_VALUE : LONGEST;
      int parts = Math.max(1, types.size() * kinds.size());
      for (boolean attached : kinds) {
        for (AttachedType type : types) {
          practise(type, carrier(type), attached, EXCHANGES / parts, longest / parts);
        }
      }
    } catch (RuntimeException refused) {
      // Nothing depends on it: the daemon will be slower at first, as without practice.
      return;
    }
  }

  private String carrier(AttachedType type) {
    int wanted = type.configured().policies().getFirst().expectMax();
    return registered
        ? type.name()
        : Carrier.of(type.name(), type.family(), type.transport(), wanted).helper();
  }

  /// In the caller's namespace, which is left as it was.
  ///
  /// @param nanos after which it goes no further
  /// @return the worker, closed, for its counters
  static QueueWorker practise(
      AttachedType type, String carrier, boolean attached, int exchanges, long nanos) {
    EngineSettings settings =
        new EngineSettings(FLOWS, STREAM_BYTES, System::nanoTime, false, false);
    QueuePlan plan = QueuePlan.of(List.of(type)).getFirst();
    try (QueueWorker worker = QueueWorker.practising(plan, settings, SilentLog.INSTANCE, attached);
        FeignedPackets packets = FeignedPackets.into(worker.queue().portId());
        ConntrackTable table = ConntrackTable.open()) {
      long begin = System.nanoTime();
      for (int done = 0;
          done < exchanges && System.nanoTime() - begin < nanos;
          done += CONNECTION) {
        try (RehearsedConnection connection =
            RehearsedConnection.open(table, packets, type, carrier, attached, done)) {
          talk(worker, connection, type, done);
        }
      }
      return worker;
    }
  }

  private static void talk(
      QueueWorker worker, RehearsedConnection connection, AttachedType type, int first) {
    connection.greet();
    RehearsedLines.greeting(type).forEach(connection::say);
    turn(worker, connection.takeSent());
    for (int round = first; round < first + CONNECTION; round++) {
      RehearsedLines.exchange(type, connection.client(), connection.server(), round)
          .forEach(connection::say);
      turn(worker, connection.takeSent());
    }
  }

  /// Until the burst is done. A turn may bring what the kernel thinks of the last one's verdicts.
  private static void turn(QueueWorker worker, int burst) {
    long goal = worker.counters().packets + burst;
    for (int turn = 0; turn < TURNS && worker.counters().packets < goal; turn++) {
      worker.turn();
    }
  }
}
