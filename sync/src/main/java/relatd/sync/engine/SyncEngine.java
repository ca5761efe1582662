// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;
import relatd.conf.Config;
import relatd.conf.General;
import relatd.conf.Sync;
import relatd.conf.SyncMode.Alarm;
import relatd.posix.EventLoop;
import relatd.posix.Posix;
import relatd.posix.Timer;
import relatd.sync.cache.Cache;
import relatd.sync.cache.CacheLimits;
import relatd.sync.kernel.CommitOptions;
import relatd.sync.kernel.InjectCounters;
import relatd.sync.kernel.Injector;
import relatd.sync.kernel.KernelDump;
import relatd.sync.kernel.KernelEvents;
import relatd.sync.kernel.KernelLog;
import relatd.sync.kernel.TrafficCounters;
import relatd.sync.mode.ExternalTimeout;
import relatd.sync.mode.MessageSink;
import relatd.sync.mode.Notrack;
import relatd.sync.mode.Reception;
import relatd.sync.mode.SyncMode;
import relatd.sync.wire.WireCounters;
import relatd.sync.wire.WireOptions;

/// One node of a cluster: everything that section Sync asks for, on a loop.
///
/// A turn of the loop reads events and messages; its end brings what the peer said into the kernel
/// where there is no external cache, goes on with the jobs, sends what waits, and lets events
/// gather for a moment when nothing is left to do.
public final class SyncEngine implements AutoCloseable {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /// Events and external entries after which a rehearsal has nothing left to teach.
  private static final long AT_WORK = 20_000;

  final KernelSide kernel;
  final SyncCaches caches;
  final PeerLink link;
  final SyncMode mode;
  final Modes modes;
  final Sync sync;
  final TrafficCounters traffic = new TrafficCounters();
  final WireCounters wireCounters = new WireCounters();
  final Optional<DirectIntake> direct;
  private final Optional<KernelIntake> intake;
  final Optional<Injector> injector;
  final Optional<ExternalTimeout> conntrackTimeout;
  final Optional<ExternalTimeout> expectTimeout;
  private final Requests requests;
  private final Optional<ExpectationExpiry> expiry;
  private final Optional<Orphans> orphans;
  private final Timer again;
  private final Timer beat;
  private final Timer seconds;
  private long beatDue;
  private boolean beating;
  private volatile boolean atWork;

  /// Opens links and sockets and reads the kernel's tables; the loop serves it from its next turn
  /// on.
  ///
  /// @throws relatd.sync.channel.ChannelException when a link cannot be opened
  /// @throws relatd.posix.SystemException when the kernel refuses
  public SyncEngine(Config config, EventLoop loop, KernelLog log) {
    this(config, loop, log, Modes.of(config.sync().orElseThrow().mode()).longestRest(), () -> {});
  }

  /// @param rest nanoseconds for which events may gather at most
  /// @param linked runs when the links are open, and before a socket is that tells the kernel's
  ///   tables: each belongs to the network namespace that the thread is in then
  SyncEngine(Config config, EventLoop loop, KernelLog log, long rest, Runnable linked) {
    General general = config.general();
    this.sync = config.sync().orElseThrow();
    this.modes = Modes.of(sync.mode());
    announceCaches(log);
    this.link = new PeerLink(sync, loop, log, this::sendAll);
    linked.run();
    this.kernel = new KernelSide(general, sync.expectations(), loop, log, rest);
    CacheLimits limits =
        new CacheLimits(general.hashSize(), general.hashLimit(), Posix.randomLong());
    this.caches = SyncCaches.create(limits, kernel.clock);
    this.mode = modes.create(caches, link.writer(), link, loop.now());
    WireOptions wire =
        new WireOptions(sync.commitTimeout().orElse(0) == 0, sync.tcpWindowTracking());
    CommitOptions commits = CommitOptions.of(sync);
    this.injector =
        modes.externalCache()
            ? Optional.empty()
            : Optional.of(new Injector(commits, kernel.origins, log));
    this.requests = new Requests(this, commits);
    this.conntrackTimeout = timeout(caches.externalConntracks(), loop.now());
    this.expectTimeout = timeout(caches.externalExpectations(), loop.now());
    this.again = loop.timer(() -> {});
    this.beat = loop.timer(() -> beating = false);
    this.seconds = loop.timer(this::second);
    if (modes.internalCache()) {
      KernelIntake mirror =
          new KernelIntake(caches, mode, wire, kernel.lookup, traffic, kernel::eventsLost);
      this.intake = Optional.of(mirror);
      this.direct = Optional.empty();
      this.expiry =
          Optional.of(
              new ExpectationExpiry(
                  caches.internalExpectations(),
                  kernel.clock,
                  entry -> mirror.endExpectation(entry, true)));
      this.orphans =
          kernel.hasExpectations() ? Optional.of(new Orphans(kernel, mirror)) : Optional.empty();
      start(mirror, Optional.of(mirror), general, loop);
    } else {
      DirectIntake passer = new DirectIntake((Notrack) mode, wire, kernel.lookup);
      this.intake = Optional.empty();
      this.direct = Optional.of(passer);
      this.expiry = Optional.empty();
      this.orphans = Optional.empty();
      start(passer, Optional.empty(), general, loop);
    }
  }

  private void announceCaches(KernelLog log) {
    if (!modes.internalCache()) {
      log.notice("disabling internal cache");
    }
    if (!modes.externalCache()) {
      log.notice("disabling external cache");
    }
  }

  private Optional<ExternalTimeout> timeout(Cache<?> cache, long now) {
    return sync.mode() instanceof Alarm(int _, int cacheTimeout)
        ? Optional.of(new ExternalTimeout(cache, cacheTimeout, now))
        : Optional.empty();
  }

  private void start(
      KernelEvents events, Optional<KernelMirror> mirror, General general, EventLoop loop) {
    kernel.open(events, mirror);
    kernel.start();
    MessageSink sink =
        injector
            .<MessageSink>map(direct -> direct::apply)
            .orElseGet(() -> new ExternalTables(caches));
    Reception reception = new Reception(mode, sink, wireCounters);
    link.start(loop, reception, general.netlinkBuffer().eventsPerTurn());
    seconds.start(SECOND);
    loop.onTurnEnd(this::endTurn);
    again.startNanos(0);
  }

  /// Asks the peer for its states where the configuration says so; after the daemon has said that
  /// it starts.
  public void announce() {
    if (modes.startupResync()) {
      requests.requestResync();
    }
  }

  /// A commit has brought a conntrack into the kernel.
  void committed(MemorySegment image, long offset, int length) {
    if (intake.isPresent()) {
      intake.get().committed(image, offset, length);
    }
  }

  private void sendAll() {
    requests.sendAll();
  }

  private void second() {
    seconds.start(SECOND);
    expiry.ifPresent(ExpectationExpiry::tick);
    injector.ifPresent(Injector::tick);
  }

  private void endTurn() {
    kernel.clock.tick();
    long now = kernel.clock.nanos();
    if (injector.isPresent()) {
      injector.get().flush();
    }
    if (orphans.isPresent()) {
      orphans.get().look();
    }
    kernel.jobs.step();
    if (conntrackTimeout.isPresent()) {
      conntrackTimeout.get().elapse(now, kernel.clock.seconds());
      expectTimeout.get().elapse(now, kernel.clock.seconds());
    }
    if (!atWork) {
      atWork = handled() > AT_WORK;
    }
    mode.elapse(now);
    boolean more = mode.transmit(now);
    if (more || !kernel.jobs.isIdle()) {
      again.startNanos(0);
      return;
    }
    scheduleBeat(now);
    kernel.rest();
  }

  /// Events read and entries that a peer has brought.
  private long handled() {
    long handled = caches.externalConntracks().size();
    if (injector.isPresent()) {
      handled += injector.get().conntracks().done(InjectCounters.Kind.CREATED);
    }
    if (kernel.events().isPresent()) {
      handled += kernel.events().get().counters().received();
    }
    return handled;
  }

  /// Whether a storm has come already: what it does not teach, no rehearsal will. For any thread.
  public boolean isAtWork() {
    return atWork;
  }

  /// Has the loop turn when the mode has something to do. A beat that comes early costs a turn, one
  /// that is moved with every message would cost more.
  private void scheduleBeat(long now) {
    long due = mode.deadline();
    if (conntrackTimeout.isPresent()) {
      due = Math.min(due, conntrackTimeout.get().deadline());
    }
    if (!beating || due - beatDue < 0) {
      beating = true;
      beatDue = due;
      beat.startNanos(Math.max(0, due - now));
    }
  }

  /// What an administrator may ask.
  public Requests requests() {
    return requests;
  }

  /// The kernel's conntracks that pass the filter, to be read in steps.
  ///
  /// @throws relatd.posix.SystemException when the kernel refuses
  public KernelDump kernelTable() {
    KernelDump dump = new KernelDump(kernel.filter);
    dump.startConntracks();
    return dump;
  }

  /// The kernel's expectations that pass the filter, to be read in steps; none where they are not
  /// synchronised.
  ///
  /// @throws relatd.posix.SystemException when the kernel refuses
  public KernelDump kernelExpectations() {
    KernelDump dump = new KernelDump(kernel.filter);
    if (kernel.hasExpectations()) {
      dump.startExpectations();
    }
    return dump;
  }

  /// What it knows and has counted.
  public SyncFigures figures() {
    return new SyncFigures(this);
  }

  @Override
  public void close() {
    seconds.stop();
    beat.stop();
    again.stop();
    requests.close();
    kernel.close();
    link.close();
    injector.ifPresent(Injector::close);
    caches.close();
  }
}
