// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import relatd.conf.Config;
import relatd.conf.General;
import relatd.conf.NetlinkBuffer;
import relatd.conf.Sync;
import relatd.conntrack.Conntrack;
import relatd.netlink.LinkMonitor;
import relatd.posix.EventLoop;
import relatd.posix.Posix;
import relatd.sync.kernel.Commit;
import relatd.sync.kernel.CommitOptions;
import relatd.sync.kernel.Origins;
import relatd.sync.kernel.RecordEntries;

/// Practice before the first event storm: two nodes of the configured mode, in a thread and a
/// network namespace of their own, replicate connections that come, change and go there, commit
/// them and flush them, until the virtual machine has compiled all of it.
///
/// Without it the first tens of thousands of events of a daemon's life cost ten times as much as
/// the later ones. It takes a second or two of one processor, once, at the lowest priority; the
/// kernel's table, links and log of the daemon itself are not touched. Where no namespace can be
/// had there is no practice.
public final class Rehearsal {
  private static final int FLOWS = 500;
  private static final int ROUNDS = 24;
  private static final int[] STATES = {1, 2, 3};
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int LOWEST = 19;

  private final Config config;

  private Rehearsal(Config config) {
    this.config = config;
  }

  /// Begins, and returns at once.
  ///
  /// @param config the daemon's, with section Sync
  /// @param ended runs in the rehearsal's thread at its end
  public static void start(Config config, Runnable ended) {
    Rehearsal rehearsal = new Rehearsal(config);
    Thread.ofPlatform()
        .daemon()
        .name("rehearsal")
        .start(() -> {
          rehearsal.run();
          ended.run();
        });
  }

  private void run() {
    Posix.setpriority(Posix.gettid(), LOWEST);
    if (Posix.unshare(Posix.CLONE_NEWNET) != 0) {
      return;
    }
    try {
      LinkMonitor.bringUp("lo");
      rehearse();
    } catch (RuntimeException refused) {
      // Nothing depends on it: the daemon will be slower at first, as without practice.
      return;
    }
  }

  private void rehearse() {
    Script script = new Script();
    try (EventLoop loop = new EventLoop();
        SyncEngine one = new SyncEngine(node(1, 2), loop, SilentLog.INSTANCE);
        SyncEngine _ = new SyncEngine(node(2, 1), loop, SilentLog.INSTANCE);
        Commit maker =
            new Commit(
                new CommitOptions(OptionalInt.empty(), true), new Origins(), SilentLog.INSTANCE)) {
      for (int round = 0; round < ROUNDS; round++) {
        for (int state : STATES) {
          put(maker, script.flows(round, FLOWS, state));
          turn(loop);
        }
        if (round % 4 == 3) {
          failOver(one, loop);
        }
        one.requests().flushKernel(Scope.CONNTRACKS, () -> {});
        turn(loop);
      }
    }
  }

  /// What `primary-backup.sh` asks for.
  private static void failOver(SyncEngine node, EventLoop loop) {
    node.requests().commit(Scope.CONNTRACKS, () -> {});
    turn(loop);
    node.requests().sendBulk();
    turn(loop);
  }

  private static void turn(EventLoop loop) {
    long end = System.nanoTime() + STEP;
    while (System.nanoTime() - end < 0) {
      loop.turn(STEP / 2);
    }
  }

  private static void put(Commit maker, List<Conntrack> flows) {
    try (RecordEntries<Conntrack> entries = RecordEntries.ofConntracks(flows)) {
      maker.start(Commit.Scope.CONNTRACKS, Optional.of(entries), Optional.empty());
      while (maker.step(STEP)) {}
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
            Math.min(general.hashLimit(), 16 * FLOWS),
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
