// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.lang.foreign.MemorySegment;
import relatd.conntrack.Status;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.Cta;
import relatd.ctnetlink.ExpectMessage;
import relatd.sync.cache.Cache;
import relatd.sync.cache.EntryStatus;
import relatd.sync.cache.Lookahead;
import relatd.sync.kernel.EventReader;
import relatd.sync.kernel.KernelEntries;
import relatd.sync.kernel.KernelEvents;
import relatd.sync.kernel.KernelLookup;
import relatd.sync.kernel.Origin;
import relatd.sync.kernel.TrafficCounters;
import relatd.sync.mode.SyncMode;
import relatd.sync.wire.WireOptions;

/// What the kernel tells, brought into the internal caches and to the peer's knowledge.
///
/// ```
///  event     NEW                   UPDATE, dump             DESTROY
///  cache     replaced by a new one put over what is known   kept DEAD until the peer knows
///  peer      told, when the event is not our own doing ([Origin])
/// ```
///
/// No event tells of sequence adjustments; where one says that there are some the kernel is asked.
final class KernelIntake implements KernelEvents, KernelMirror {
  private final Cache<?> conntracks;
  private final Cache<?> expectations;
  private final SyncMode mode;
  private final KernelLookup lookup;
  private final TrafficCounters traffic;
  private final Runnable resync;
  private final KernelConntrack conntrack;
  private final KernelExpectation expectation;
  private final MasterKey master = new MasterKey();
  private final Lookahead ahead;
  private final PeerConntrack committed;
  private final KernelEntries quiet = entries(false);
  private final KernelEntries announcing = entries(true);
  private final KernelEntries asked = this::putAnswer;
  private boolean announced;
  private boolean orphaned;

  /// @param resync runs when events got lost
  KernelIntake(
      SyncCaches caches,
      SyncMode mode,
      WireOptions options,
      KernelLookup lookup,
      TrafficCounters traffic,
      Runnable resync) {
    this.conntracks = caches.internalConntracks();
    this.expectations = caches.internalExpectations();
    this.ahead = conntracks.lookahead(EventReader.LONGEST_RUN);
    this.mode = mode;
    this.lookup = lookup;
    this.traffic = traffic;
    this.resync = resync;
    this.conntrack = new KernelConntrack(options);
    this.expectation = new KernelExpectation(options);
    this.committed = new PeerConntrack(options);
  }

  @Override
  public Cache<?> conntracks() {
    return conntracks;
  }

  @Override
  public KernelEntries quiet() {
    return quiet;
  }

  /// A commit has brought an entry of the peer's into the kernel: from now on it is our own. The
  /// peer is not told what it told us.
  void committed(MemorySegment image, long offset, int length) {
    conntracks.updateForce(committed.wrap(image, offset, length));
  }

  /// The peer is told all of it.
  @Override
  public KernelEntries announcing() {
    return announcing;
  }

  private KernelEntries entries(boolean sent) {
    return new KernelEntries() {
      @Override
      public void conntrack(ConntrackMessage entry) {
        put(entry, true, sent);
      }

      @Override
      public void expectation(ExpectMessage entry) {
        put(entry, true, sent);
      }
    };
  }

  @Override
  public void coming(ConntrackMessage[] events, int count) {
    for (int i = 0; i < count; i++) {
      ahead.add(conntrack.of(events[i]));
    }
    ahead.fetch();
  }

  @Override
  public void conntrack(ConntrackMessage event, Origin origin) {
    if (!origin.isCached()) {
      return;
    }
    switch (event.event()) {
      case NEW -> arrived(event, false, origin.isSent());
      case UPDATE -> arrived(event, true, origin.isSent());
      case DESTROY -> gone(event, origin.isSent());
    }
  }

  private void arrived(ConntrackMessage event, boolean update, boolean sent) {
    boolean adjusted =
        (event.status() & Status.SEQ_ADJUST) != 0 && !event.has(Cta.CTA_SEQ_ADJ_ORIG);
    announced = sent;
    if (!adjusted || !lookup.get(event, asked)) {
      put(event, update, sent);
    }
  }

  private void putAnswer(ConntrackMessage answer) {
    put(answer, true, announced);
  }

  private void put(ConntrackMessage entry, boolean update, boolean sent) {
    conntrack.of(entry);
    int place = update ? conntracks.updateForce(conntrack) : conntracks.replace(conntrack);
    if (place == Cache.NONE) {
      return;
    }
    conntracks.extra(place, entry.id());
    if (sent) {
      mode.conntrackChanged(place);
    }
  }

  private void gone(ConntrackMessage event, boolean sent) {
    int place = conntracks.find(conntrack.of(event));
    if (place == Cache.NONE || conntracks.status(place) == EntryStatus.DEAD) {
      return;
    }
    traffic.add(event);
    end(place, sent);
  }

  @Override
  public void vanished(int entry) {
    end(entry, true);
  }

  private void end(int place, boolean sent) {
    if (sent) {
      conntracks.markDead(place);
      mode.conntrackChanged(place);
    } else {
      conntracks.remove(place);
    }
  }

  @Override
  public void expectation(ExpectMessage event, Origin origin) {
    if (!origin.isCached()) {
      return;
    }
    switch (event.event()) {
      case NEW, UPDATE -> put(event, false, origin.isSent());
      case DESTROY -> {
        int place = expectations.find(expectation.of(event));
        if (place != Cache.NONE && expectations.status(place) != EntryStatus.DEAD) {
          endExpectation(place, origin.isSent());
        }
      }
    }
  }

  /// An expectation belongs to a connection that this node cares for, or is no business of ours.
  /// One that a connection's first datagram announces comes before that connection's own event.
  private void put(ExpectMessage entry, boolean update, boolean sent) {
    if (conntracks.find(master.of(entry)) == Cache.NONE) {
      orphaned |= !update; // what a dump shows without its master is somebody else's
      return;
    }
    expectation.of(entry);
    int place = update ? expectations.updateForce(expectation) : expectations.replace(expectation);
    if (place == Cache.NONE) {
      return;
    }
    expectations.extra(place, ExpectationExpiry.secondsToLive(entry));
    if (sent) {
      mode.expectationChanged(place);
    }
  }

  /// Whether an expectation came whose master was not known, since this was asked last: it may be
  /// known by now, so that the table of expectations wants to be read.
  boolean takeOrphaned() {
    boolean taken = orphaned;
    orphaned = false;
    return taken;
  }

  /// An expectation of the internal cache is gone.
  void endExpectation(int place, boolean sent) {
    if (sent) {
      expectations.markDead(place);
      mode.expectationChanged(place);
    } else {
      expectations.remove(place);
    }
  }

  @Override
  public void resyncNeeded() {
    resync.run();
  }
}
