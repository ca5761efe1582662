// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relatd.conf.Config;
import relatd.conf.Stats;
import relatd.posix.EventLoop;
import relatd.posix.SystemException;
import relatd.sync.dump.DumpFormat;
import relatd.sync.dump.DumpOptions;
import relatd.sync.dump.DumpPrinter;
import relatd.sync.engine.StatsEngine;
import relatd.sync.stats.StatsFile;
import relatd.sync.stats.StatsLog;

/// The daemon of section Stats: the engine, its log, and its answers to clients.
final class StatsService implements Service {
  private static final int INFO = 6;

  private final StatsEngine engine;
  private final Optional<StatsFile> file;

  private StatsService(StatsEngine engine, Optional<StatsFile> file) {
    this.engine = engine;
    this.file = file;
  }

  /// Opens the log of ended connections: before anything else, because a start that cannot is none.
  ///
  /// @throws IOException when it cannot be opened
  static Optional<StatsFile> openFile(Stats section) throws IOException {
    return section.logFile().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new StatsFile(
                Path.of(section.logFile().get()),
                () -> Instant.now().getEpochSecond(),
                ZoneId.systemDefault()));
  }

  /// @throws StartFailure when the kernel's sockets cannot be had
  static StatsService start(
      Config config, EventLoop loop, DaemonLog log, ColdServices cold, Optional<StatsFile> file) {
    KernelPrivilege.require();
    List<StatsLog> logs = new ArrayList<>();
    file.ifPresent(logs::add);
    if (config.stats().orElseThrow().syslog()) {
      SystemLog syslog = new SystemLog(cold, config.general().syslog());
      logs.add((line, length) ->
          syslog.write(INFO, new String(line, 0, length, StandardCharsets.US_ASCII)));
    }
    try {
      StatsEngine engine =
          new StatsEngine(
              config, loop, new SyncLog(log), logs, () -> file.ifPresent(StatsFile::flush));
      return new StatsService(engine, file);
    } catch (SystemException | IllegalArgumentException refused) {
      throw KernelPrivilege.refused(refused);
    }
  }

  @Override
  public void announce(Practice practice) {}

  @Override
  public Answer answer(Request request) {
    return switch (request) {
      case STATS -> Answer.of(engine.table().summary());
      case STATS_CACHE -> Answer.of(engine.table().detail());
      case CT_DUMP_INTERNAL -> dump(DumpFormat.TEXT);
      case CT_DUMP_INTERNAL_XML -> dump(DumpFormat.XML);
      case CT_DUMP_INTERNAL_JSON -> dump(DumpFormat.JSON);
      case STATS_JSON, STATS_CACHE_JSON ->
          Answer.of(
              FigureLine.of(engine.cache().stats(), "conntrack")
                  + FigureLine.of(engine.table().traffic()));
      case CT_FLUSH_MASTER, ALL_FLUSH_MASTER -> Answer.later(engine::flushKernel);
      case CT_RESYNC_MASTER, ALL_RESYNC_MASTER -> Answer.later(engine::resyncKernel);
      case CT_FLUSH_INTERNAL, CT_FLUSH_CACHE, ALL_FLUSH_CACHE -> Answer.now(engine::flushCache);
      default -> Answer.NONE;
    };
  }

  private Answer dump(DumpFormat format) {
    DumpOptions options = new DumpOptions(format, true, engine::seconds);
    return new CacheDump(
        engine.cache(), into -> DumpPrinter.ofConntracks(engine.cache(), options, into));
  }

  @Override
  public NetlinkStats netlink() {
    return NetlinkStats.of(engine.events(), engine.kernel(), engine.eventBufferSize());
  }

  @Override
  public void close() {
    engine.close();
    file.ifPresent(StatsFile::close);
  }
}
