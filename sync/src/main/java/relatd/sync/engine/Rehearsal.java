// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import relatd.conf.Config;
import relatd.conf.General;
import relatd.conf.NetlinkBuffer;
import relatd.conf.Sync;
import relatd.netlink.LinkMonitor;
import relatd.posix.EventLoop;
import relatd.posix.Posix;
import relatd.sync.kernel.SilentLog;

/// Practice before the first event storm: two nodes of the configured mode, in a thread and a
/// network namespace of their own, replicate connections that come, change and go there, commit
/// them and flush them, until the virtual machine has compiled all of it.
///
/// Without it the first tens of thousands of events of a daemon's life cost ten times as much as
/// the later ones. It takes about two seconds of one processor and the compilers as much of
/// another, once, at a low priority, and ends after a while on a machine that is much slower, or
/// when the daemon itself has come to work: a storm teaches the same, and wants the processors; the
/// kernel's table, links and log of the daemon itself are not touched. Where no namespace can be
/// had there is no practice.
public final class Rehearsal {
  /// Connections of one burst, bursts of one act: turns of the loop have to be practised as often
  /// as what they do for each event.
  private static final int BURST = 12;

  private static final int BURSTS = 60;
  private static final int ACTS = 32;

  /// Acts at a steady rate, which come first: what has not been seen when it is compiled is taken
  /// for impossible, and compiled once more when it happens.
  static final int STEADY_ACTS = 2;

  /// Every so many acts the peer is replaced; in between the tables grow.
  private static final int FAIL_OVER = 8;

  private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

  /// Of TCP: new, answered, established.
  private static final int STATES = 3;

  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(5);

  /// Nanoseconds that events may gather in a steady act: about what the daemon lets them.
  static final long STEADY_REST = 500_000;

  /// Nanoseconds in all others: practice need not wait.
  private static final long REST = 3000;

  /// Bytes of a packet here: a burst's messages fill more than one, an acknowledgement does not.
  private static final int MTU = 700;

  private static final int HASH_LIMIT = 1 << 16;

  /// Behind the compilers, whose work the practice is for; but no lower: a thread that gets no
  /// processor holds up all others whenever the virtual machine has them wait for each other.
  private static final int NICE = 5;

  private final Config config;
  private final BooleanSupplier overtaken;
  private boolean over;

  Rehearsal(Config config, BooleanSupplier overtaken) {
    this.config = config;
    this.overtaken = overtaken;
  }

  /// Begins, and returns at once.
  ///
  /// @param config the daemon's, with section Sync
  /// @param overtaken whether the daemon is at work itself, and practice had better end
  /// @param ended runs in the rehearsal's thread at its end
  public static void start(Config config, BooleanSupplier overtaken, Runnable ended) {
    Rehearsal rehearsal = new Rehearsal(config, overtaken);
    Thread.ofPlatform()
        .daemon()
        .name("rehearsal")
        .start(() -> {
          rehearsal.run();
          ended.run();
        });
  }

  private void run() {
    Posix.setpriority(Posix.gettid(), NICE);
    if (Posix.unshare(Posix.CLONE_NEWNET) != 0) {
      return;
    }
    try {
      rehearse(STEADY_REST, 0, STEADY_ACTS);
      if (!over) {
        rehearse(REST, STEADY_ACTS, ACTS);
      }
    } catch (RuntimeException refused) {
      // Nothing depends on it: the daemon will be slower at first, as without practice.
      return;
    }
  }

  /// In the caller's namespace; where entries are injected the caller is in another one afterwards,
  /// with what has come there.
  ///
  /// @param rest nanoseconds that events may gather
  /// @param from the first act; acts have connections of their own
  /// @param to the act after the last
  /// @return one of the nodes, closed, for its counters
  SyncEngine rehearse(long rest, int from, int to) {
    LinkMonitor.bringUp("lo", MTU);
    try (EventLoop loop = new EventLoop();
        SyncEngine one = new SyncEngine(node(1, 2), loop, SilentLog.INSTANCE, rest, () -> {});
        PractisedFlows flows = new PractisedFlows(new Script(), BURST, STATES);
        SyncEngine _ =
            new SyncEngine(node(2, 1), loop, SilentLog.INSTANCE, rest, this::leaveTables)) {
      long begin = System.nanoTime();
      for (int act = from; act < to && System.nanoTime() - begin < LONGEST; act++) {
        for (int state = 1; state <= STATES; state++) {
          if (overtaken.getAsBoolean()) {
            over = true;
            return one;
          }
          play(flows, loop, act, state);
        }
        end(flows, loop, act);
        if (act % FAIL_OVER == FAIL_OVER - 1) {
          failOver(one, loop);
        }
      }
      return one;
    }
  }

  /// Entries that are injected into the table that they come from exist there already, and making
  /// one is what a backup does most.
  private void leaveTables() {
    if (!Modes.of(config.sync().orElseThrow().mode()).externalCache()) {
      // Refused, both nodes share a table.
      Posix.unshare(Posix.CLONE_NEWNET);
    }
  }

  private static void play(PractisedFlows flows, EventLoop loop, int act, int state) {
    for (int burst = 0; burst < BURSTS; burst++) {
      flows.put(act * BURSTS + burst, state);
      loop.turn(0);
      loop.turn(0);
    }
    loop.turn(STEP);
  }

  /// Half of an act's connections; the others stay, so that the tables grow.
  private static void end(PractisedFlows flows, EventLoop loop, int act) {
    for (int burst = 0; burst < BURSTS; burst += 2) {
      flows.end(act * BURSTS + burst);
      loop.turn(0);
      loop.turn(0);
    }
    loop.turn(STEP);
  }

  /// What `primary-backup.sh` asks for; then everything ends.
  private static void failOver(SyncEngine node, EventLoop loop) {
    node.requests().commit(Scope.CONNTRACKS, () -> {});
    turn(loop);
    node.requests().sendBulk();
    turn(loop);
    node.requests().flushKernel(Scope.CONNTRACKS, () -> {});
    turn(loop);
  }

  /// Until nothing has happened for a while.
  private static void turn(EventLoop loop) {
    long end = System.nanoTime() + 4 * STEP;
    while (System.nanoTime() - end < 0) {
      loop.turn(STEP);
    }
  }

  /// The daemon's configuration on the loopback device, in small.
  private Config node(int own, int peer) {
    Sync sync = config.sync().orElseThrow();
    General general = config.general();
    NetlinkBuffer buffer =
        new NetlinkBuffer(1 << 20, 1 << 20, 0, false, general.netlinkBuffer().eventsPerTurn());
    return new Config(
        new General(
            1024,
            HASH_LIMIT,
            Optional.empty(),
            Optional.empty(),
            general.lockFile(),
            Optional.empty(),
            buffer,
            OptionalInt.empty(),
            general.scheduler(),
            false,
            general.filter()),
        Optional.of(
            new Sync(
                sync.mode(),
                true,
                sync.commitTimeout(),
                sync.purgeTimeout(),
                List.of(Script.link(own, peer)),
                sync.tcpWindowTracking(),
                sync.expectations())),
        Optional.empty(),
        Optional.empty());
  }
}
