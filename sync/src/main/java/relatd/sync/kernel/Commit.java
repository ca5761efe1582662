// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.util.Optional;
import java.util.function.LongSupplier;
import relatd.sync.wire.ConntrackWire;
import relatd.sync.wire.ExpectWire;

/// Brings what the peer has told into the kernel's tables, as on fail-over.
///
/// ```
///  MASTERS       conntracks that no other announced
///  RELATED       those that have a master, if any; what does not find it yet is put aside
///  DEFERRED      again and again, while masters among the related ones turn up
///  EXPECTATIONS  their masters are all there now
/// ```
///
/// The loop calls [#step] once a turn while [#isRunning]; a step lasts as long as its budget and
/// one batch (well below a millisecond) at most. A second commit meanwhile is refused.
public final class Commit implements AutoCloseable {
  private static final int REQUESTS = 4 * EntryBatch.ENTRIES;
  private static final int BUFFER = 256 * 1024;

  /// What is to be committed, for the log.
  public enum Scope {
    CONNTRACKS("committing conntrack cache"),
    EXPECTATIONS("committing expectation cache"),
    ALL("committing all external caches");

    private final String announcement;

    Scope(String announcement) {
      this.announcement = announcement;
    }

    /// The log's line when it begins.
    public String announcement() {
      return announcement;
    }
  }

  private enum Phase {
    IDLE,
    MASTERS,
    RELATED,
    DEFERRED,
    EXPECTATIONS
  }

  private final KernelLog log;
  private final LongSupplier nanos;
  private final CommitOptions options;
  private final CommitReports reports;
  private final RequestBatch requests = new RequestBatch(REQUESTS, BUFFER);
  private final Deferred deferred = new Deferred();
  private final ConntrackBatch conntracks;
  private final ExpectBatch expectations;
  private final ConntrackWire conntrack = new ConntrackWire();
  private final ExpectWire expectation = new ExpectWire();
  private CommitCounters conntrackCounters = new CommitCounters();
  private CommitCounters expectCounters = new CommitCounters();
  private Optional<WireEntries> conntrackEntries = Optional.empty();
  private Optional<WireEntries> expectEntries = Optional.empty();
  private Phase phase = Phase.IDLE;
  private long started;
  private int waiting;
  private boolean anyRelated;

  /// Opens its socket and tells the origins of it.
  public Commit(CommitOptions options, Origins origins, KernelLog log) {
    this(options, origins, CommitListener.NONE, log, System::nanoTime);
  }

  /// Opens its socket and tells the origins of it.
  ///
  /// @param listener is told of conntracks
  public Commit(CommitOptions options, Origins origins, CommitListener listener, KernelLog log) {
    this(options, origins, listener, log, System::nanoTime);
  }

  Commit(
      CommitOptions options,
      Origins origins,
      CommitListener listener,
      KernelLog log,
      LongSupplier nanos) {
    this.options = options;
    this.log = log;
    this.nanos = nanos;
    this.reports = new CommitReports(log, log::error);
    this.conntracks = new ConntrackBatch(requests, reports, options.liberal(), deferred, listener);
    this.expectations = new ExpectBatch(requests, reports);
    origins.register(requests.portId(), Origin.COMMIT);
  }

  /// Begins; false, with a line in the log, when a commit is running.
  ///
  /// @param conntracks empty for none
  /// @param expectations empty for none, as without `ExpectationSync`
  public boolean start(
      Scope scope, Optional<WireEntries> conntracks, Optional<WireEntries> expectations) {
    if (isRunning()) {
      log.notice("commit already in progress, skipping");
      return false;
    }
    log.notice(scope.announcement);
    conntrackCounters = new CommitCounters();
    expectCounters = new CommitCounters();
    this.conntracks.begin(conntrackCounters);
    this.expectations.begin(expectCounters);
    this.conntrackEntries = conntracks;
    this.expectEntries = expectations;
    deferred.clear();
    anyRelated = false;
    started = nanos.getAsLong();
    conntracks.ifPresentOrElse(_ -> enter(Phase.MASTERS), this::beginExpectations);
    return true;
  }

  public boolean isRunning() {
    return phase != Phase.IDLE;
  }

  /// Of the last run, or of the one that is going on.
  public CommitCounters conntracks() {
    return conntrackCounters;
  }

  public CommitCounters expectations() {
    return expectCounters;
  }

  /// Goes on for about so long; false when everything is done and logged.
  public boolean step(long budgetNanos) {
    long end = nanos.getAsLong() + budgetNanos;
    while (isRunning() && nanos.getAsLong() - end < 0) {
      switch (phase) {
        case MASTERS -> walkConntracks(false, Phase.RELATED);
        case RELATED -> walkConntracks(true, Phase.DEFERRED);
        case DEFERRED -> walkDeferred();
        case EXPECTATIONS -> walkExpectations();
        case IDLE -> {}
      }
    }
    return isRunning();
  }

  private void enter(Phase next) {
    phase = next;
    switch (next) {
      case MASTERS, RELATED -> conntrackEntries.orElseThrow().rewind();
      case DEFERRED -> beginDeferred();
      case EXPECTATIONS -> expectEntries.orElseThrow().rewind();
      case IDLE -> {}
    }
    conntracks.defers(next == Phase.RELATED || next == Phase.DEFERRED);
  }

  /// One batch of those that have, or have not, a master.
  private void walkConntracks(boolean related, Phase next) {
    WireEntries entries = conntrackEntries.orElseThrow();
    boolean more = true;
    int looked = 0;
    while (!conntracks.isFull() && looked++ < 16 * EntryBatch.ENTRIES && (more = entries.next())) {
      boolean reads = conntrack.wrap(entries.buffer(), entries.offset(), entries.length());
      if (reads && conntrack.isComplete()) {
        anyRelated |= conntrack.isRelated();
        if (conntrack.isRelated() == related) {
          int timeout = options.timeout(conntrack.timeout(), entries.age());
          conntracks.add(entries.buffer(), entries.offset(), entries.length(), timeout);
        }
      } else if (!related) {
        conntrackCounters.fail(CommitFailure.INCOMPLETE);
      }
    }
    conntracks.settle();
    if (!more) {
      enter(next == Phase.RELATED && !anyRelated ? Phase.DEFERRED : next);
    }
  }

  private void beginDeferred() {
    waiting = deferred.count();
    if (waiting == 0) {
      endConntracks();
    } else {
      deferred.swap();
    }
  }

  /// One batch; at the end of a round without progress the next one is the last, and those that
  /// fail then have failed.
  private void walkDeferred() {
    boolean more = true;
    while (!conntracks.isFull() && (more = deferred.next())) {
      deferred.putInto(conntracks);
    }
    conntracks.settle();
    if (more) {
      return;
    }
    boolean progress = deferred.count() < waiting;
    enter(Phase.DEFERRED);
    conntracks.defers(progress);
  }

  private void endConntracks() {
    end(conntrackCounters, "entries");
    beginExpectations();
  }

  private void beginExpectations() {
    started = nanos.getAsLong();
    enter(expectEntries.isPresent() ? Phase.EXPECTATIONS : Phase.IDLE);
  }

  private void walkExpectations() {
    WireEntries entries = expectEntries.orElseThrow();
    boolean more = true;
    while (!expectations.isFull() && (more = entries.next())) {
      boolean reads = expectation.wrap(entries.buffer(), entries.offset(), entries.length());
      if (reads && expectation.isComplete()) {
        int timeout = options.timeout(expectation.timeout(), entries.age());
        expectations.add(entries.buffer(), entries.offset(), entries.length(), timeout);
      } else {
        expectCounters.fail(CommitFailure.INCOMPLETE);
      }
    }
    expectations.settle();
    if (!more) {
      end(expectCounters, "expectations");
      enter(Phase.IDLE);
    }
  }

  private void end(CommitCounters counters, String what) {
    reports.end();
    log.notice("Committed " + counters.committed() + " new " + what);
    if (counters.failed() > 0) {
      log.notice(counters.failed() + " " + what + " can't be committed");
    }
    long micros = (nanos.getAsLong() - started) / 1000;
    log.notice(
        "commit has taken %d.%06d seconds".formatted(micros / 1_000_000, micros % 1_000_000));
  }

  @Override
  public void close() {
    requests.close();
    deferred.close();
  }
}
