// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.time.Duration;
import java.util.Optional;
import relatd.conf.ExpectationSync;
import relatd.conf.General;
import relatd.posix.EventLoop;
import relatd.posix.Timer;
import relatd.sync.kernel.EventFilter;
import relatd.sync.kernel.EventOptions;
import relatd.sync.kernel.KernelDump;
import relatd.sync.kernel.KernelEntries;
import relatd.sync.kernel.KernelEvents;
import relatd.sync.kernel.KernelFlush;
import relatd.sync.kernel.KernelLog;
import relatd.sync.kernel.KernelLookup;
import relatd.sync.kernel.Origins;
import relatd.sync.kernel.TableSize;

/// What both modes of the daemon do with this node's kernel: follow its events, or read its table
/// every `PollSecs` seconds; read it again when events got lost; flush it.
final class KernelSide implements AutoCloseable {
  final EventLoop loop;
  final KernelLog log;
  final TurnClock clock;
  final Jobs jobs;
  final EventFilter filter;
  final Origins origins = new Origins();
  final KernelCounters counters = new KernelCounters();
  final KernelLookup lookup = new KernelLookup();
  private final General general;
  private final ExpectationSync expectations;
  private final KernelFlush flush;
  private final long rest;
  private final Timer poll;
  private Optional<KernelMirror> mirror = Optional.empty();
  private Optional<EventFeed> events = Optional.empty();
  private boolean rereading;
  private boolean flushing;

  /// @param expectations whose expectations are wanted, if any
  /// @param rest nanoseconds for which events may gather at most
  KernelSide(
      General general, ExpectationSync expectations, EventLoop loop, KernelLog log, long rest) {
    this.rest = rest;
    this.general = general;
    this.expectations = expectations;
    this.loop = loop;
    this.log = log;
    this.clock = new TurnClock(loop::now);
    this.jobs = new Jobs(failure -> log.error(failure.getMessage()));
    this.filter =
        new EventFilter(
            general.filter(), hasExpectations() ? expectations : new ExpectationSync.All());
    this.flush = new KernelFlush(filter, origins);
    this.poll = loop.timer(this::poll);
  }

  boolean hasExpectations() {
    return !(expectations instanceof ExpectationSync.Off);
  }

  private Scope everything() {
    return hasExpectations() ? Scope.ALL : Scope.CONNTRACKS;
  }

  /// Opens the event socket, where events gather from now on, and reads the table into the mirror.
  /// In this order: what happens between the two is not lost.
  ///
  /// @param mirror empty where nothing is kept
  /// @throws relatd.posix.SystemException when the kernel refuses
  void open(KernelEvents sink, Optional<KernelMirror> mirror) {
    this.mirror = mirror;
    if (isPolling()) {
      log.notice("running in polling mode");
    } else {
      ExpectationSync names = hasExpectations() ? expectations : new ExpectationSync.All();
      EventOptions options = new EventOptions(general.netlinkBuffer(), hasExpectations(), rest);
      EventFeed.Filtering filtering = new EventFeed.Filtering(general.filter(), names);
      events =
          Optional.of(new EventFeed(options, filtering, origins, sink, loop, this::resync, log));
    }
    mirror.ifPresent(keeper -> {
      keeper.conntracks().expect(TableSize.read());
      KernelDump table = KernelDump.readingAhead(filter);
      DumpJob job = new DumpJob(table, everything(), keeper.quiet(), loop::now, () -> {});
      while (job.step(Long.MAX_VALUE / 2)) {}
    });
  }

  private boolean isPolling() {
    return general.pollSeconds().orElse(0) > 0;
  }

  /// Has the loop serve it.
  void start() {
    events.ifPresent(feed -> feed.start(loop));
    startPoll();
  }

  private void startPoll() {
    if (isPolling()) {
      poll.start(Duration.ofSeconds(general.pollSeconds().getAsInt()));
    }
  }

  private void poll() {
    startPoll();
    reread();
  }

  /// Events got lost: the table will be read again, if `NetlinkOverrunResync` says so.
  void eventsLost() {
    events.ifPresent(EventFeed::lost);
  }

  private void resync() {
    counters.resyncs++;
    reread();
  }

  /// Brings the mirror in line with the kernel's table, what is gone included.
  private void reread() {
    if (rereading || mirror.isEmpty()) {
      return;
    }
    rereading = true;
    int since = clock.seconds();
    jobs.start(dump(everything(), mirror.get().announcing(), () -> sweep(mirror.get(), since)));
  }

  private void sweep(KernelMirror keeper, int since) {
    rereading = false;
    jobs.start(new SweepJob(keeper, lookup, loop::now, since));
  }

  /// Reads tables; to be given to [#jobs].
  DumpJob dump(Scope scope, KernelEntries reader, Runnable done) {
    return new DumpJob(new KernelDump(filter), scope, reader, loop::now, done);
  }

  /// `-R`: reads tables into the mirror without telling anybody. A line of the log for each.
  void resync(Scope scope, Runnable done) {
    boolean both = scope.hasExpectations() && hasExpectations();
    if (scope.hasConntracks()) {
      announceResync("resync with master conntrack table");
    }
    if (both) {
      announceResync("resync with master expect table");
    }
    if (mirror.isEmpty() || !both && !scope.hasConntracks()) {
      done.run();
      return;
    }
    jobs.start(dump(both ? scope : Scope.CONNTRACKS, mirror.get().quiet(), done));
  }

  private void announceResync(String line) {
    if (mirror.isEmpty()) {
      log.notice("resync is unsupported in this mode");
    } else {
      log.notice(line);
      counters.resyncs++;
    }
  }

  /// `-F`: deletes what the filter lets through. Expectations go at a stroke.
  void flush(Scope scope, Runnable done) {
    if (scope.hasConntracks()) {
      log.notice("flushing kernel conntrack table");
    }
    if (scope.hasExpectations() && hasExpectations()) {
      log.notice("flushing kernel expect table");
      counters.flushes++;
      flush.flushExpectations();
    }
    if (scope.hasConntracks()) {
      flushConntracks(done);
    } else {
      done.run();
    }
  }

  /// One flush at a time: where one runs, it has been asked for already.
  void flushConntracks(Runnable done) {
    if (flushing) {
      done.run();
      return;
    }
    flushing = true;
    counters.flushes++;
    flush.start();
    jobs.start(budget -> {
      flushing = flush.step(budget);
      if (!flushing) {
        done.run();
      }
      return flushing;
    });
  }

  /// Lets events gather for a moment; last in a turn, when nothing else is to be done.
  void rest() {
    events.ifPresent(EventFeed::rest);
  }

  /// Absent in polling mode.
  Optional<EventFeed> events() {
    return events;
  }

  @Override
  public void close() {
    poll.stop();
    events.ifPresent(EventFeed::close);
    flush.close();
    lookup.close();
  }
}
