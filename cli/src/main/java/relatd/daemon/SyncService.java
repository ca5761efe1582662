// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Function;
import relatd.conf.Config;
import relatd.posix.EventLoop;
import relatd.posix.SystemException;
import relatd.sync.cache.Cache;
import relatd.sync.channel.ChannelException;
import relatd.sync.dump.DumpFormat;
import relatd.sync.dump.DumpOptions;
import relatd.sync.dump.DumpPrinter;
import relatd.sync.engine.Rehearsal;
import relatd.sync.engine.Requests;
import relatd.sync.engine.Scope;
import relatd.sync.engine.SyncCaches;
import relatd.sync.engine.SyncEngine;
import relatd.sync.engine.SyncFigures;

/// The sync half of a daemon: the engine, and its answers to clients.
final class SyncService implements Service {
  private final SyncEngine engine;
  private final Requests requests;
  private final SyncStatistics statistics;
  private final SyncFigureLines figures;
  private final Config config;

  private SyncService(Config config, SyncEngine engine) {
    this.config = config;
    this.engine = engine;
    this.requests = engine.requests();
    this.statistics = new SyncStatistics(engine.figures());
    this.figures = new SyncFigureLines(engine.figures());
  }

  /// @throws StartFailure when a link or a kernel's socket cannot be had
  static SyncService start(Config config, EventLoop loop, DaemonLog log) {
    KernelPrivilege.require();
    if (!config.sync().orElseThrow().modeGiven()) {
      log.warning("No synchronization mode specified. Defaulting to FT-FW mode.");
    }
    try {
      return new SyncService(config, new SyncEngine(config, loop, new SyncLog(log)));
    } catch (ChannelException refused) {
      throw new StartFailure(
          "can't open channel socket: " + refused.reason(),
          "initialization failed",
          refused.getMessage());
    } catch (SystemException | IllegalArgumentException refused) {
      throw KernelPrivilege.refused(refused);
    }
  }

  /// Asks the peer for its states where the configuration says so, and begins to practise.
  @Override
  public void announce(Practice practice) {
    engine.announce();
    practice.begin(ended -> Rehearsal.start(config, engine::isAtWork, ended));
  }

  @Override
  public Answer answer(Request request) {
    return switch (request) {
      case CT_FLUSH_MASTER -> Answer.later(done -> requests.flushKernel(Scope.CONNTRACKS, done));
      case EXP_FLUSH_MASTER -> Answer.later(done -> requests.flushKernel(Scope.EXPECTATIONS, done));
      case ALL_FLUSH_MASTER -> Answer.later(done -> requests.flushKernel(Scope.ALL, done));
      case CT_RESYNC_MASTER -> Answer.later(done -> requests.resyncKernel(Scope.CONNTRACKS, done));
      case EXP_RESYNC_MASTER ->
          Answer.later(done -> requests.resyncKernel(Scope.EXPECTATIONS, done));
      case ALL_RESYNC_MASTER -> Answer.later(done -> requests.resyncKernel(Scope.ALL, done));
      case CT_COMMIT -> Answer.later(done -> requests.commit(Scope.CONNTRACKS, done));
      case EXP_COMMIT -> Answer.later(done -> requests.commit(Scope.EXPECTATIONS, done));
      case ALL_COMMIT -> Answer.later(done -> requests.commit(Scope.ALL, done));
      case CT_FLUSH_CACHE -> flush(Requests.Caches.ALL, Scope.CONNTRACKS);
      case ALL_FLUSH_CACHE -> flush(Requests.Caches.ALL, Scope.ALL);
      case CT_FLUSH_INTERNAL -> flush(Requests.Caches.INTERNAL, Scope.CONNTRACKS);
      case CT_FLUSH_EXTERNAL -> flush(Requests.Caches.EXTERNAL, Scope.CONNTRACKS);
      case SEND_BULK -> Answer.now(requests::sendBulk);
      case REQUEST_DUMP -> Answer.now(requests::requestResync);
      case RESET_TIMERS -> Answer.now(requests::resetTimers);
      case CT_DUMP_INTERNAL -> internalConntracks(DumpFormat.TEXT);
      case CT_DUMP_INTERNAL_XML -> internalConntracks(DumpFormat.XML);
      case CT_DUMP_EXTERNAL -> externalConntracks(DumpFormat.TEXT);
      case CT_DUMP_EXTERNAL_XML -> externalConntracks(DumpFormat.XML);
      case EXP_DUMP_INTERNAL -> internalExpectations(DumpFormat.TEXT);
      case EXP_DUMP_INTERNAL_XML -> internalExpectations(DumpFormat.XML);
      case EXP_DUMP_EXTERNAL -> externalExpectations(DumpFormat.TEXT);
      case EXP_DUMP_EXTERNAL_XML -> externalExpectations(DumpFormat.XML);
      case CT_DUMP_INTERNAL_JSON -> internalConntracks(DumpFormat.JSON);
      case CT_DUMP_EXTERNAL_JSON -> externalConntracks(DumpFormat.JSON);
      case EXP_DUMP_INTERNAL_JSON -> internalExpectations(DumpFormat.JSON);
      case EXP_DUMP_EXTERNAL_JSON -> externalExpectations(DumpFormat.JSON);
      default -> Answer.of(statistics.text(request) + figures.json(request));
    };
  }

  private Answer flush(Requests.Caches which, Scope scope) {
    return Answer.later(done -> requests.flushCaches(which, scope, done));
  }

  private Answer internalConntracks(DumpFormat format) {
    SyncFigures figures = engine.figures();
    if (!figures.hasInternalCache()) {
      return new TableDump(engine.kernelTable(), format);
    }
    DumpOptions options = new DumpOptions(format, true, figures::seconds);
    return dump(
        figures.caches().internalConntracks(),
        into -> DumpPrinter.ofConntracks(figures.caches().internalConntracks(), options, into));
  }

  private Answer externalConntracks(DumpFormat format) {
    SyncFigures figures = engine.figures();
    Cache<?> cache = figures.caches().externalConntracks();
    DumpOptions options =
        new DumpOptions(format, false, figures::seconds, figures.conntrackTimeout());
    return dump(cache, into -> DumpPrinter.ofConntracks(cache, options, into));
  }

  private Answer internalExpectations(DumpFormat format) {
    SyncFigures figures = engine.figures();
    return figures.hasInternalCache()
        ? expectations(figures.caches().internalExpectations(), format, true)
        : new TableDump(engine.kernelExpectations(), format);
  }

  private Answer externalExpectations(DumpFormat format) {
    SyncCaches caches = engine.figures().caches();
    return expectations(caches.externalExpectations(), format, false);
  }

  private Answer expectations(Cache<?> cache, DumpFormat format, boolean internal) {
    SyncFigures figures = engine.figures();
    DumpOptions options =
        new DumpOptions(
            format,
            internal,
            figures::seconds,
            internal ? Optional.empty() : figures.expectTimeout());
    return dump(cache, into -> DumpPrinter.ofExpectations(cache, options, into));
  }

  private static Answer dump(Cache<?> cache, Function<MemorySegment, DumpPrinter> printer) {
    return new CacheDump(cache, printer);
  }

  @Override
  public NetlinkStats netlink() {
    SyncFigures figures = engine.figures();
    return NetlinkStats.of(figures.events(), figures.kernel(), figures.eventBufferSize());
  }

  @Override
  public void close() {
    engine.close();
  }
}
