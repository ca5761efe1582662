// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import relatd.conf.Config;
import relatd.conf.ExpectationSync;
import relatd.conf.General;
import relatd.conf.Sync;
import relatd.conf.SyncMode.Alarm;
import relatd.posix.EventLoop;
import relatd.posix.Timer;
import relatd.sync.cache.CacheLimits;
import relatd.sync.kernel.CommitOptions;
import relatd.sync.kernel.EventFilter;
import relatd.sync.kernel.Injector;
import relatd.sync.kernel.KernelDump;
import relatd.sync.kernel.KernelEvents;
import relatd.sync.kernel.KernelLog;
import relatd.sync.kernel.KernelLookup;
import relatd.sync.kernel.Origins;
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

  final EventLoop loop;
  final KernelLog log;
  final TurnClock clock;
  final SyncCaches caches;
  final PeerLink link;
  final SyncMode mode;
  final Modes modes;
  final Sync sync;
  final EventFilter filter;
  final Origins origins = new Origins();
  final Jobs jobs;
  final TrafficCounters traffic = new TrafficCounters();
  final WireCounters wireCounters = new WireCounters();
  final KernelCounters kernelCounters = new KernelCounters();
  final KernelLookup lookup = new KernelLookup();
  final Optional<KernelIntake> intake;
  final Optional<DirectIntake> direct;
  final Optional<Injector> injector;
  final Optional<ExternalTables> external;
  final Optional<EventFeed> events;
  final Optional<ExternalTimeout> conntrackTimeout;
  final Optional<ExternalTimeout> expectTimeout;
  private final Requests requests;
  private final Polling polling;
  private final ExpectationExpiry expiry;
  private final Reception reception;
  private final Timer again;
  private final Timer beat;
  private final Timer seconds;
  private long beatDue;

  /// Opens links and sockets and reads the kernel's tables; the loop serves it from its next turn
  /// on.
  ///
  /// @throws relatd.sync.channel.ChannelException when a link cannot be opened
  /// @throws relatd.posix.SystemException when the kernel refuses
  public SyncEngine(Config config, EventLoop loop, KernelLog log) {
    General general = config.general();
    this.sync = config.sync().orElseThrow();
    this.loop = loop;
    this.log = log;
    this.modes = Modes.of(sync.mode());
    this.clock = new TurnClock(loop::now);
    this.jobs = new Jobs(failure -> log.error(failure.getMessage()));
    this.filter = new EventFilter(general.filter(), expectationsOrAll());
    if (!modes.internalCache()) {
      log.notice("disabling internal cache");
    }
    if (!modes.externalCache()) {
      log.notice("disabling external cache");
    }
    CacheLimits limits =
        new CacheLimits(general.hashSize(), general.hashLimit(), new SecureRandom().nextLong());
    this.caches = SyncCaches.create(limits, clock);
    this.link = new PeerLink(sync, loop, log, this::sendAll);
    this.mode = modes.create(caches, link.writer(), link, loop.now());
    WireOptions wire =
        new WireOptions(sync.commitTimeout().orElse(0) == 0, sync.tcpWindowTracking());
    if (modes.internalCache()) {
      this.intake =
          Optional.of(new KernelIntake(caches, mode, wire, lookup, traffic, this::eventsLost));
      this.direct = Optional.empty();
    } else {
      this.intake = Optional.empty();
      this.direct = Optional.of(new DirectIntake((Notrack) mode, wire, lookup));
    }
    CommitOptions commits = CommitOptions.of(sync);
    this.injector =
        modes.externalCache() ? Optional.empty() : Optional.of(new Injector(commits, origins, log));
    this.external =
        modes.externalCache() ? Optional.of(new ExternalTables(caches)) : Optional.empty();
    this.requests = new Requests(this, commits);
    MessageSink sink =
        external.map(MessageSink.class::cast).orElseGet(() -> injector.orElseThrow()::apply);
    this.reception = new Reception(mode, sink, wireCounters);
    this.polling = new Polling(this, general.pollSeconds());
    this.expiry =
        new ExpectationExpiry(
            caches.internalExpectations(),
            clock,
            entry -> intake.ifPresent(kernel -> kernel.endExpectation(entry, true)));
    this.conntrackTimeout = timeouts(caches.externalConntracks());
    this.expectTimeout = timeouts(caches.externalExpectations());
    this.again = loop.timer(() -> {});
    this.beat = loop.timer(this::beat);
    this.seconds = loop.timer(this::second);
    this.events = openEvents(general);
    requests.populate(synchronizesExpectations() ? Scope.ALL : Scope.CONNTRACKS);
    start(general);
  }

  private Optional<ExternalTimeout> timeouts(relatd.sync.cache.Cache<?> cache) {
    return sync.mode() instanceof Alarm(int _, int cacheTimeout)
        ? Optional.of(new ExternalTimeout(cache, cacheTimeout, loop.now()))
        : Optional.empty();
  }

  /// Before the first dump: what happens during it gathers in the socket.
  private Optional<EventFeed> openEvents(General general) {
    if (polling.isOn()) {
      log.notice("running in polling mode");
      return Optional.empty();
    }
    Optional<ExpectationSync> names =
        synchronizesExpectations() ? Optional.of(sync.expectations()) : Optional.empty();
    KernelEvents sink = intake.map(KernelEvents.class::cast).orElseGet(() -> direct.orElseThrow());
    return Optional.of(new EventFeed(general, names, origins, sink, loop, polling::afterLoss, log));
  }

  private void start(General general) {
    link.start(loop, reception, general.netlinkBuffer().eventsPerTurn());
    events.ifPresent(feed -> feed.start(loop));
    polling.start();
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

  boolean synchronizesExpectations() {
    return !(sync.expectations() instanceof ExpectationSync.Off);
  }

  private ExpectationSync expectationsOrAll() {
    return sync.expectations() instanceof ExpectationSync.Off
        ? new ExpectationSync.All()
        : sync.expectations();
  }

  private void eventsLost() {
    events.ifPresent(EventFeed::lost);
  }

  private void sendAll() {
    requests.sendAll();
  }

  private void second() {
    seconds.start(SECOND);
    expiry.tick();
    injector.ifPresent(Injector::tick);
  }

  private void beat() {
    beatDue = 0;
  }

  private void endTurn() {
    clock.tick();
    long now = clock.nanos();
    injector.ifPresent(Injector::flush);
    jobs.step();
    conntrackTimeout.ifPresent(walk -> walk.elapse(now, clock.seconds()));
    expectTimeout.ifPresent(walk -> walk.elapse(now, clock.seconds()));
    mode.elapse(now);
    boolean more = mode.transmit(now);
    if (more || !jobs.isIdle()) {
      again.startNanos(0);
      return;
    }
    scheduleBeat(now);
    events.ifPresent(EventFeed::rest);
  }

  /// Has the loop turn when the mode has something to do.
  private void scheduleBeat(long now) {
    long due = mode.deadline();
    if (conntrackTimeout.isPresent()) {
      due = Math.min(due, conntrackTimeout.get().deadline());
    }
    if (beatDue == 0 || due != beatDue) {
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
    KernelDump dump = new KernelDump(filter);
    dump.startConntracks();
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
    polling.close();
    requests.close();
    events.ifPresent(EventFeed::close);
    link.close();
    injector.ifPresent(Injector::close);
    lookup.close();
    caches.close();
  }
}
