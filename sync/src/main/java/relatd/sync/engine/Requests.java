// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.time.Duration;
import java.util.Optional;
import relatd.posix.Timer;
import relatd.sync.cache.Cache;
import relatd.sync.kernel.Commit;
import relatd.sync.kernel.CommitOptions;
import relatd.sync.kernel.KernelDump;
import relatd.sync.mode.SyncMode;

/// What an administrator may ask of a node: the requests of the control socket, by their meaning.
///
/// What takes long goes on after the call; `done` runs when it is over, so that the commands of a
/// fail-over script, each waiting for the one before, do what they say.
public final class Requests {
  /// Which caches: the words of `-f`.
  public enum Caches {
    INTERNAL("flushing internal cache"),
    EXTERNAL("flushing external cache"),
    ALL("flushing caches");

    private final String announcement;

    Caches(String announcement) {
      this.announcement = announcement;
    }
  }

  private final SyncEngine engine;
  private final KernelSide kernel;
  private final Commit commit;
  private final Timer purge;

  Requests(SyncEngine engine, CommitOptions options) {
    this.engine = engine;
    this.kernel = engine.kernel;
    this.commit = new Commit(options, kernel.origins, engine::committed, kernel.log);
    this.purge = kernel.loop.timer(this::purge);
  }

  /// `-c`: the peer's states become the kernel's.
  public void commit(Scope scope, Runnable done) {
    purge.stop();
    if (!engine.modes.externalCache()) {
      kernel.log.notice(scope.ofCommit().announcement());
      done.run();
      return;
    }
    SyncCaches caches = engine.caches;
    Optional<CacheEntries> conntracks = entries(scope.hasConntracks(), caches.externalConntracks());
    Optional<CacheEntries> expectations =
        entries(scope.hasExpectations() && kernel.hasExpectations(), caches.externalExpectations());
    if (conntracks.isEmpty() && expectations.isEmpty()
        || !commit.start(
            scope.ofCommit(), conntracks.map(entry -> entry), expectations.map(entry -> entry))) {
      done.run();
      return;
    }
    kernel.jobs.start(budget -> {
      if (commit.step(budget)) {
        return true;
      }
      done.run();
      return false;
    });
  }

  private Optional<CacheEntries> entries(boolean wanted, Cache<?> cache) {
    return wanted ? Optional.of(new CacheEntries(cache, kernel.clock)) : Optional.empty();
  }

  /// `-f`: forgets what the caches hold. The peer is not told; the kernel is touched where it is
  /// the internal cache.
  public void flushCaches(Caches which, Scope scope, Runnable done) {
    if (which != Caches.INTERNAL && commit.isRunning()) {
      kernel.log.error("ignoring flush command, commit still in progress");
      done.run();
      return;
    }
    kernel.log.notice(which.announcement);
    boolean expectations = scope.hasExpectations() && kernel.hasExpectations();
    if (which != Caches.INTERNAL) {
      clear(engine.caches.externalConntracks());
      if (expectations) {
        clear(engine.caches.externalExpectations());
      }
    }
    if (which == Caches.EXTERNAL) {
      done.run();
      return;
    }
    purge.stop();
    if (expectations) {
      clear(engine.caches.internalExpectations());
    }
    clearInternal(done);
  }

  private void clearInternal(Runnable done) {
    clear(engine.caches.internalConntracks());
    if (engine.modes.internalCache()) {
      done.run();
    } else {
      kernel.flushConntracks(done);
    }
  }

  private static void clear(Cache<?> cache) {
    cache.clear();
    cache.countFlush();
  }

  /// `-F`: deletes what the filter lets through from the kernel's tables. The peer is not told.
  public void flushKernel(Scope scope, Runnable done) {
    kernel.flush(scope, done);
  }

  /// `-t`: flushes kernel and internal cache in `PurgeTimeout` seconds, unless a commit comes
  /// first.
  public void resetTimers() {
    if (!purge.isRunning()) {
      int delay = engine.sync.purgeTimeout();
      kernel.log.notice("flushing conntrack table in " + delay + " secs");
      purge.start(Duration.ofSeconds(delay));
    }
  }

  private void purge() {
    kernel.log.notice("flushing kernel conntrack table (scheduled)");
    if (engine.modes.internalCache()) {
      kernel.flushConntracks(() -> {});
    }
    clearInternal(() -> {});
  }

  /// `-R`: reads the kernel's tables into the internal caches. Nothing is sent.
  public void resyncKernel(Scope scope, Runnable done) {
    kernel.resync(scope, done);
  }

  /// `-B`: everything is sent to the peer again.
  public void sendBulk() {
    if (engine.modes.configured() instanceof relatd.conf.SyncMode.Alarm) {
      return;
    }
    sendAll();
  }

  /// As [#sendBulk]; also what the peer may ask for.
  void sendAll() {
    if (engine.direct.isPresent()) {
      kernel.jobs.start(
          new DirectBulk(new KernelDump(kernel.filter), engine.direct.get(), kernel.loop::now));
    } else {
      kernel.log.notice("sending bulk update");
      engine.mode.sendAll();
    }
  }

  /// `-n`: asks the peer to send everything again.
  public void requestResync() {
    SyncMode mode = engine.mode;
    if (!(mode instanceof relatd.sync.mode.Alarm)) {
      kernel.log.notice("resync requested");
      mode.requestResync();
    }
  }

  /// Whether a commit is under way.
  public boolean isCommitting() {
    return commit.isRunning();
  }

  void close() {
    purge.stop();
    commit.close();
  }
}
