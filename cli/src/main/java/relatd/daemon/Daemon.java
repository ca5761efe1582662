// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import relatd.conf.Config;
import relatd.conf.General;
import relatd.posix.EventLoop;
import relatd.posix.Posix;
import relatd.sync.kernel.TableSize;
import relatd.sync.stats.StatsFile;

/// One daemon from its configuration to its end: opens things in the original's order, runs the
/// loop, closes them in reverse.
final class Daemon {
  /// Log, lock file and socket are their owner's alone.
  private static final int UMASK = 0177;

  /// Connections that the kernel needs longer to tell of than the scheduler's library to load.
  private static final int LONG_READ = 100_000;

  private final Config config;
  private final General general;
  private final StartMode mode;
  private final DaemonLog log;
  private final PrintStream err;
  private final Readiness readiness;
  private final ColdServices cold;
  private RuntimeStats runtime;
  private Optional<HelperService> helpers = Optional.empty();
  private Optional<Service> service = Optional.empty();
  private Optional<StatsFile> statsFile = Optional.empty();

  Daemon(Config config, StartMode mode, PrintStream out, PrintStream err) {
    this.config = config;
    this.general = config.general();
    this.mode = mode;
    this.err = err;
    log = new DaemonLog(out, err, mode == StartMode.DETACHED);
    cold = new ColdServices(log::warning);
    readiness = new Readiness(general.systemd(), System.getenv());
  }

  /// @return the exit status
  int run() {
    Posix.umask(UMASK);
    if (!openLogs()) {
      return 1;
    }
    EventLoop loop = new EventLoop(System::nanoTime, this::survive);
    ShutdownSignal signal = new ShutdownSignal(loop::stop);
    int status = 1;
    try (ColdServices _ = cold;
        DaemonLog _ = log;
        loop) {
      status = locked(loop);
    } finally {
      signal.ended(status); // after the last line has reached the system log
    }
    return status;
  }

  private boolean openLogs() {
    Optional<String> opening = general.logFile();
    try {
      if (opening.isPresent()) {
        log.openFile(Path.of(opening.get()));
      }
      if (config.stats().isPresent()) {
        opening = config.stats().get().logFile();
        statsFile = StatsService.openFile(config.stats().get());
      }
    } catch (IOException e) {
      err.println(
          "ERROR: can't open logfile `%s'.Reason: %s".formatted(opening.orElse(""), Reason.of(e)));
      return false;
    }
    if (general.syslog().isPresent()) {
      log.openSyslog(new SystemLog(cold, general.syslog()));
    }
    return true;
  }

  private int locked(EventLoop loop) {
    try (LockFile _ = LockFile.create(Path.of(general.lockFile()), log)) {
      return serve(loop);
    } catch (StartFailure failure) {
      failure.lines().forEach(log::error);
      return 1;
    }
  }

  private int serve(EventLoop loop) {
    Optional<ControlSocket> control = Optional.empty();
    Practice practice = Practice.asAsked(cold, loop::stop);
    try {
      runtime = new RuntimeStats(System::nanoTime);
      control =
          general
              .controlSocket()
              .map(path -> new ControlSocket(Path.of(path), loop, r -> answer(r, loop)));
      tune(List.of(Posix.gettid()));
      if (TableSize.read() > LONG_READ) {
        cold.begin(); // first, as the original: a busy machine must not make it longer
      }
      service = startService(loop);
      helpers = config.helper().map(section -> HelperService.start(section, mode, practice, log));
      helpers.ifPresent(workers -> tune(workers.threadIds()));
      log.notice("initialization completed");
      loop(loop, practice);
      return 0;
    } catch (StartFailure failure) {
      failure.lines().forEach(log::error);
      log.error("conntrackd cannot start, please review your configuration");
      return 1;
    } finally {
      helpers.ifPresent(HelperService::close);
      service.ifPresent(Service::close);
      control.ifPresent(ControlSocket::close);
    }
  }

  private Optional<Service> startService(EventLoop loop) {
    if (config.sync().isPresent()) {
      return Optional.of(SyncService.start(config, loop, log));
    }
    return config.stats().map(section -> StatsService.start(config, loop, log, cold, statsFile));
  }

  private void tune(List<Integer> threads) {
    ProcessTuning.apply(general.scheduler(), threads, cold, log);
  }

  private void loop(EventLoop loop, Practice practice) {
    readiness
        .watchdogInterval()
        .ifPresent(interval -> new Watchdog(loop, readiness, interval).start());
    log.notice("-- starting in %s mode --".formatted(mode.word()));
    mode.ready(readiness, log);
    cold.begin();
    service.ifPresent(served -> served.announce(practice));
    helpers.ifPresent(served -> served.announce(practice));
    practice.allBegun();
    loop.run();
    log.notice("---- shutdown received ----");
    readiness.tell("STOPPING=1");
  }

  /// A task that fails must not end the daemon.
  private void survive(RuntimeException failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    log.error("internal error: " + failure + (trace.length == 0 ? "" : " at " + trace[0]));
  }

  private Answer answer(Request request, EventLoop loop) {
    return switch (request) {
      case KILL -> {
        loop.stop();
        yield Answer.NONE;
      }
      case STATS_RUNTIME -> Answer.of(runtime.text(netlink(), 0));
      case STATS_RUNTIME_JSON -> Answer.of(runtime.json(netlink(), 0));
      case HELPER_STATS -> helperStatistics();
      case HELPER_STATS_JSON -> helperJson();
      default -> service.map(served -> served.answer(request)).orElseGet(() -> alone(request));
    };
  }

  /// What the original leaves unanswered in a daemon of helpers is left unanswered, but for its
  /// plain `-s`: there ours has something to say.
  private Answer alone(Request request) {
    return switch (request) {
      case STATS -> helperStatistics();
      case STATS_JSON -> helperJson();
      default -> Answer.NONE;
    };
  }

  private NetlinkStats netlink() {
    return service.map(Service::netlink).orElse(NetlinkStats.NONE);
  }

  private Answer helperJson() {
    return Answer.of(helpers.map(HelperService::json).orElse(""));
  }

  private Answer helperStatistics() {
    return Answer.of(helpers.map(HelperService::statistics).orElse(""));
  }
}
