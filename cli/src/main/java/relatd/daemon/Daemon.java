// SPDX-License-Identifier: Apache-2.0
package relatd.daemon;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import relatd.conf.Config;
import relatd.conf.General;
import relatd.posix.EventLoop;
import relatd.posix.Posix;
import relatd.posix.Timer;

/// One daemon from its configuration to its end: opens things in the original's order, runs the
/// loop, closes them in reverse.
final class Daemon {
  private static final long SHUTDOWN_SECONDS = 5;

  private final Config config;
  private final DaemonLog log;
  private final PrintStream err;
  private final Readiness readiness;
  private final ColdServices cold;
  private final CountDownLatch ended = new CountDownLatch(1);
  private RuntimeStats runtime;
  private Optional<HelperService> helpers = Optional.empty();

  Daemon(Config config, PrintStream out, PrintStream err) {
    this.config = config;
    this.log = new DaemonLog(out, err);
    this.cold = new ColdServices(log::warning);
    this.err = err;
    this.readiness = new Readiness(config.general().systemd(), System.getenv());
  }

  /// @return the exit status
  int run() {
    General general = config.general();
    if (!openLogs(general)) {
      return 1;
    }
    try (ColdServices _ = cold;
        DaemonLog _ = log) {
      try (LockFile _ = LockFile.create(Path.of(general.lockFile()), log)) {
        return serve(general);
      } catch (StartFailure failure) {
        log.error(failure.getMessage());
        return 1;
      }
    } finally {
      ended.countDown();
    }
  }

  private boolean openLogs(General general) {
    try {
      if (general.logFile().isPresent()) {
        log.openFile(Path.of(general.logFile().get()));
      }
    } catch (IOException e) {
      err.println(
          "ERROR: can't open logfile `%s'.Reason: %s"
              .formatted(general.logFile().orElse(""), reason(e)));
      return false;
    }
    general.syslog().ifPresent(facility -> log.openSyslog(new SystemLog(cold, facility)));
    return true;
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.NoSuchFileException _ -> "No such file or directory";
      case java.nio.file.AccessDeniedException _ -> "Permission denied";
      default -> e.getMessage();
    };
  }

  private int serve(General general) {
    try (EventLoop loop = new EventLoop(System::nanoTime, this::survive)) {
      runtime = new RuntimeStats(System::nanoTime);
      Optional<ControlSocket> control = Optional.empty();
      try {
        control =
            general
                .controlSocket()
                .map(path -> new ControlSocket(Path.of(path), loop, r -> answer(r, loop)));
        helpers = config.helper().map(section -> HelperService.start(section, log));
        requireServable();
        tune(general);
        log.notice("initialization completed");
        loop(loop);
        return 0;
      } catch (StartFailure failure) {
        log.error(failure.getMessage());
        log.error("conntrackd cannot start, please review your configuration");
        return 1;
      } finally {
        helpers.ifPresent(HelperService::close);
        control.ifPresent(ControlSocket::close);
      }
    }
  }

  private void tune(General general) {
    List<Integer> threads = new ArrayList<>(List.of(Posix.gettid()));
    helpers.ifPresent(service -> threads.addAll(service.threadIds()));
    ProcessTuning.apply(general.scheduler(), threads, cold, log);
  }

  private void requireServable() {
    if (config.sync().isPresent() || config.stats().isPresent()) {
      throw new StartFailure(
          "this version of relatd serves the section Helper alone; Sync and Stats are not there yet");
    }
  }

  private void loop(EventLoop loop) {
    Thread hook = Thread.ofPlatform().unstarted(() -> stopOnSignal(loop));
    Runtime.getRuntime().addShutdownHook(hook);
    Optional<Timer> watchdog = readiness.watchdogInterval().map(_ -> loop.timer(() -> {}));
    readiness
        .watchdogInterval()
        .ifPresent(interval -> new Watchdog(loop, readiness, interval).start());
    log.notice("-- starting in %s mode --".formatted(Detached.isChild() ? "daemon" : "console"));
    readiness.tell("READY=1");
    Detached.tellParent();
    loop.run();
    watchdog.ifPresent(Timer::stop);
    log.notice("---- shutdown received ----");
    readiness.tell("STOPPING=1");
  }

  /// SIGTERM, SIGINT, SIGHUP: the JVM ends through here. The loop ends in order, then the status is
  /// 0 as the original's.
  private void stopOnSignal(EventLoop loop) {
    loop.stop();
    try {
      if (ended.await(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A task that fails must not end the daemon.
  private void survive(RuntimeException failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    log.error("internal error: " + failure + (trace.length == 0 ? "" : " at " + trace[0]));
  }

  private String answer(Request request, EventLoop loop) {
    return switch (request) {
      case KILL -> {
        loop.stop();
        yield "";
      }
      case STATS_RUNTIME -> runtime.text();
      case STATS, HELPER_STATS -> helpers.map(HelperService::statistics).orElse("");
      default -> "";
    };
  }
}
