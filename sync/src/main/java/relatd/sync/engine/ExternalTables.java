// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.lang.foreign.MemorySegment;
import relatd.sync.cache.Cache;
import relatd.sync.cache.Lookahead;
import relatd.sync.mode.MessageSink;
import relatd.sync.wire.SyncMessage;
import relatd.sync.wire.SyncWalker;
import relatd.sync.wire.WireCounters;
import relatd.sync.wire.WireOptions;

/// What the peer tells, brought into the external caches: the kernel does not hear of it before a
/// commit.
///
/// NEW replaces, UPDATE makes what is not there, DELETE of something unknown is nothing. A message
/// that is well-formed and names nothing is counted and dropped.
final class ExternalTables implements MessageSink {
  /// Messages that are looked at ahead: more than what fits into a datagram of an Ethernet.
  private static final int LONGEST_LOOK = 32;

  private final Cache<?> conntracks;
  private final Cache<?> expectations;

  /// Everything that was said is kept, whatever this node would say itself.
  private final PeerConntrack conntrack = new PeerConntrack(new WireOptions(true, true));

  private final PeerExpectation expectation = new PeerExpectation();
  private final SyncWalker walker = new SyncWalker(new WireCounters());
  private final ConntrackIdentity identity = new ConntrackIdentity();
  private final Lookahead ahead;
  private long incomplete;

  ExternalTables(SyncCaches caches) {
    this.conntracks = caches.externalConntracks();
    this.expectations = caches.externalExpectations();
    this.ahead = conntracks.lookahead(LONGEST_LOOK);
  }

  @Override
  public void coming(MemorySegment buffer, long from, int length) {
    walker.wrapDatagram(buffer, from, length);
    while (!ahead.isFull() && walker.next()) {
      SyncMessage message = walker.message();
      if (message.isConntrack()
          && identity.peek(message.buffer(), message.attributes(), message.attributesLength())) {
        ahead.add(identity);
      }
    }
    ahead.fetch();
  }

  @Override
  public boolean apply(SyncMessage message) {
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
    switch (message.type()) {
      case SyncMessage.CT_NEW -> conntracks.replace(conntrack);
      case SyncMessage.CT_UPD -> conntracks.updateForce(conntrack);
      default -> {
        int place = conntracks.find(conntrack);
        if (place != Cache.NONE) {
          conntracks.remove(place);
        }
      }
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
    switch (message.type()) {
      case SyncMessage.EXP_NEW -> expectations.replace(expectation);
      case SyncMessage.EXP_UPD -> expectations.updateForce(expectation);
      default -> {
        int place = expectations.find(expectation);
        if (place != Cache.NONE) {
          expectations.remove(place);
        }
      }
    }
    return true;
  }

  /// Messages that named no connection.
  long incomplete() {
    return incomplete;
  }
}
