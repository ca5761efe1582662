// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import relatd.posix.PageMemory;
import relatd.sync.wire.ConntrackWire;
import relatd.sync.wire.ExpectWire;
import relatd.sync.wire.SyncMessage;

/// `DisableExternalCache`: what the peer tells goes straight into the kernel, many messages in one
/// send. The engine hands it every data message, and calls [#flush] at the end of a turn.
public final class Injector implements AutoCloseable {
  private static final int REQUESTS = 4 * EntryBatch.ENTRIES;
  private static final int BUFFER = 256 * 1024;

  /// The peer's messages are copied: their buffer is read into again before the batch is sent. A
  /// message may be longer than any that this program writes.
  private static final int SLOT = 4096;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment images = PageMemory.map(arena, (long) EntryBatch.ENTRIES * SLOT);
  private final RequestBatch requests = new RequestBatch(REQUESTS, BUFFER);
  private final ConntrackWire conntrack = new ConntrackWire();
  private final ExpectWire expectation = new ExpectWire();
  private final InjectCounters conntrackCounters = new InjectCounters();
  private final InjectCounters expectCounters = new InjectCounters();
  private final CommitOptions options;
  private long incomplete;
  private final CommitReports reports;
  private final InjectBatch conntracks;
  private final ExpectInjectBatch expectations;

  /// Opens its socket and tells the origins of it.
  public Injector(CommitOptions options, Origins origins, KernelLog log) {
    this.options = options;
    this.reports = new CommitReports(log, log::warning);
    this.conntracks = new InjectBatch(requests, reports, options.liberal(), conntrackCounters);
    this.expectations = new ExpectInjectBatch(requests, reports, expectCounters);
    origins.register(requests.portId(), Origin.INJECT);
  }

  /// Takes one data message.
  ///
  /// @return false when it is malformed; what names nothing is counted and dropped
  public boolean apply(SyncMessage message) {
    int length = message.attributesLength();
    if (length > SLOT) {
      return false;
    }
    return message.isConntrack() ? applyConntrack(message) : applyExpectation(message);
  }

  private boolean applyConntrack(SyncMessage message) {
    if (!conntrack.wrap(message)) {
      return false;
    }
    if (!conntrack.isComplete()) {
      incomplete++;
      return true;
    }
    flushExpectations();
    InjectCounters.Kind kind = kind(message.type());
    int form =
        switch (kind) {
          case CREATED -> 0;
          case UPDATED -> EntryBatch.UPDATE;
          case DESTROYED -> EntryBatch.DELETE;
        };
    add(message, conntracks, options.timeout(conntrack.timeout(), 0), form);
    conntracks.kind(kind);
    if (conntracks.isFull()) {
      conntracks.settle();
    }
    return true;
  }

  private boolean applyExpectation(SyncMessage message) {
    if (!expectation.wrap(message)) {
      return false;
    }
    if (!expectation.isComplete()) {
      incomplete++;
      return true;
    }
    flushConntracks();
    InjectCounters.Kind kind = kind(message.type() - SyncMessage.EXP_NEW);
    boolean ends = kind == InjectCounters.Kind.DESTROYED;
    if (ends) {
      flushExpectations(); // nothing that is tried again may bring it back
    }
    int form = ends ? EntryBatch.DELETE : 0;
    add(message, expectations, options.timeout(expectation.timeout(), 0), form);
    expectations.kind(kind);
    if (expectations.isFull()) {
      expectations.settle();
    }
    return true;
  }

  private static InjectCounters.Kind kind(int type) {
    return switch (type) {
      case SyncMessage.CT_NEW -> InjectCounters.Kind.CREATED;
      case SyncMessage.CT_UPD -> InjectCounters.Kind.UPDATED;
      default -> InjectCounters.Kind.DESTROYED;
    };
  }

  private void add(SyncMessage message, EntryBatch batch, int timeout, int form) {
    long at = (long) batch.count() * SLOT;
    int length = message.attributesLength();
    MemorySegment.copy(message.buffer(), message.attributes(), images, at, length);
    batch.add(images, at, length, timeout, form);
  }

  /// Brings everything taken so far into the kernel.
  public void flush() {
    flushConntracks();
    flushExpectations();
  }

  private void flushConntracks() {
    if (conntracks.count() > 0) {
      conntracks.settle();
    }
  }

  private void flushExpectations() {
    if (expectations.count() > 0) {
      expectations.settle();
    }
  }

  /// Lets failures be logged again; for a timer, so that a full table does not fill the log.
  public void tick() {
    reports.end();
  }

  public InjectCounters conntracks() {
    return conntrackCounters;
  }

  public InjectCounters expectations() {
    return expectCounters;
  }

  /// Messages that named nothing.
  public long incomplete() {
    return incomplete;
  }

  @Override
  public void close() {
    requests.close();
    arena.close();
  }
}
