// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.util.List;
import java.util.Optional;
import relatd.conf.Config;
import relatd.conf.ExpectationSync;
import relatd.conf.General;
import relatd.conntrack.Conntrack;
import relatd.posix.EventLoop;
import relatd.posix.Posix;
import relatd.posix.Timer;
import relatd.sync.cache.Cache;
import relatd.sync.cache.CacheLimits;
import relatd.sync.kernel.EventCounters;
import relatd.sync.kernel.EventOptions;
import relatd.sync.kernel.KernelEntries;
import relatd.sync.kernel.KernelLog;
import relatd.sync.stats.StatsLog;
import relatd.sync.stats.StatsTable;
import relatd.sync.wire.WireOptions;

/// A daemon of section Stats: a mirror of the kernel's conntracks and a line for each that ends, on
/// a loop.
public final class StatsEngine implements AutoCloseable {
  /// What a dump does not show, and what costs memory: how long each still lives.
  private static final WireOptions WITHOUT_TIMEOUTS = new WireOptions(false, true);

  private final KernelSide kernel;
  private final Cache<Conntrack> cache;
  private final StatsTable table;
  private final Runnable turnEnd;
  private final Timer again;

  /// Opens its sockets and reads the kernel's table; the loop serves it from its next turn on.
  ///
  /// @param logs where lines go
  /// @param turnEnd runs at the end of a turn, when lines may have come
  /// @throws relatd.posix.SystemException when the kernel refuses
  public StatsEngine(
      Config config, EventLoop loop, KernelLog log, List<StatsLog> logs, Runnable turnEnd) {
    General general = config.general();
    this.kernel =
        new KernelSide(general, new ExpectationSync.Off(), loop, log, EventOptions.USUAL_REST);
    this.turnEnd = turnEnd;
    CacheLimits limits =
        new CacheLimits(general.hashSize(), general.hashLimit(), Posix.randomLong());
    this.cache = new Cache<>("stats", EntryTypes.CONNTRACK, limits, kernel.clock);
    KernelConntrack source = new KernelConntrack(WITHOUT_TIMEOUTS);
    this.table = new StatsTable(cache, source::of, logs, kernel::eventsLost);
    this.again = loop.timer(() -> {});
    kernel.open(table, Optional.of(mirror()));
    kernel.start();
    loop.onTurnEnd(this::endTurn);
  }

  private KernelMirror mirror() {
    return new KernelMirror() {
      @Override
      public Cache<?> conntracks() {
        return cache;
      }

      @Override
      public KernelEntries quiet() {
        return table;
      }

      @Override
      public KernelEntries announcing() {
        return table;
      }

      @Override
      public void vanished(int entry) {
        table.vanished(entry);
      }
    };
  }

  private void endTurn() {
    kernel.clock.tick();
    kernel.jobs.step();
    turnEnd.run();
    if (kernel.jobs.isIdle()) {
      kernel.rest();
    } else {
      again.startNanos(0);
    }
  }

  /// What `-s` prints, and what `-i` shows.
  public StatsTable table() {
    return table;
  }

  public Cache<Conntrack> cache() {
    return cache;
  }

  /// Seconds of the clock that the cache has.
  public int seconds() {
    return kernel.clock.seconds();
  }

  /// `-F`: deletes what the filter lets through from the kernel's table.
  public void flushKernel(Runnable done) {
    kernel.flush(Scope.CONNTRACKS, done);
  }

  /// `-R`: reads the kernel's table into the cache.
  public void resyncKernel(Runnable done) {
    kernel.resync(Scope.CONNTRACKS, done);
  }

  /// `-f`: forgets what the cache holds.
  public void flushCache() {
    kernel.log.notice("flushing caches");
    cache.clear();
    cache.countFlush();
  }

  /// Absent in polling mode.
  public Optional<EventCounters> events() {
    return kernel.events().map(EventFeed::counters);
  }

  /// Bytes of the event socket's buffer; 0 in polling mode.
  public int eventBufferSize() {
    return kernel.events().map(EventFeed::bufferSize).orElse(0);
  }

  public KernelCounters kernel() {
    return kernel.counters;
  }

  @Override
  public void close() {
    again.stop();
    kernel.close();
    cache.close();
  }
}
