// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static relatd.netlink.Netlink.NFNL_SUBSYS_CTNETLINK;
import static relatd.netlink.Netlink.NFNL_SUBSYS_CTNETLINK_EXP;

import java.lang.foreign.Arena;
import relatd.ctnetlink.ExpectMessage;
import relatd.netlink.MalformedMessage;
import relatd.netlink.MessageWalker;
import relatd.posix.Errno;
import relatd.posix.MessageBatch;
import relatd.posix.Sockets;

/// Reads events in batches, filters them and hands views of them on.
///
/// The loop calls [#read] when the socket is readable, and [#rest] when it has done everything else
/// of a turn. Nothing is allocated per event.
///
/// After an overrun the kernel drops every new event until the queue has been read empty: so the
/// queue is drained first, however many turns that takes, and only then is a resync asked for.
public final class EventReader implements AutoCloseable {
  /// The kernel's longest events, with a helper's private data and all extensions, have about 900
  /// bytes. Not a power of two, so that slots do not compete for the same cache lines.
  static final int LONGEST_EVENT = 2048 + 64;

  /// Conntracks that [KernelEvents#coming] shows at most.
  public static final int LONGEST_RUN = ConntrackRun.LONGEST;

  private static final int DONT_WAIT = Sockets.MSG_DONTWAIT;

  private final Arena arena = Arena.ofShared();
  private final EventCounters counters = new EventCounters();
  private final MessageWalker walker = new MessageWalker();
  private final ConntrackRun conntracks;
  private final ExpectMessage expectation = new ExpectMessage();
  private final EventSource source;
  private final MessageBatch batch;
  private final Origins origins;
  private final EventFilter filter;
  private final KernelEvents events;
  private final Moderation moderation;
  private final int eventsPerTurn;
  private boolean draining;
  private int drops;

  /// @param filter what this node does not care for; [EventFilter#ALL] where the kernel filters
  public EventReader(EventSocket socket, Origins origins, EventFilter filter, KernelEvents events) {
    this(
        EventSource.of(socket),
        origins,
        filter,
        events,
        new Moderation(socket.options().longestRest()));
  }

  EventReader(
      EventSource source,
      Origins origins,
      EventFilter filter,
      KernelEvents events,
      Moderation moderation) {
    this.source = source;
    this.origins = origins;
    this.filter = filter;
    this.events = events;
    this.conntracks = new ConntrackRun(origins, events);
    this.moderation = moderation;
    this.eventsPerTurn = source.eventsPerTurn();
    this.batch = source.batch(arena);
    this.drops = source.drops();
  }

  /// Reads until nothing is left or `EventIterationLimit` events are handled; whole batches, so
  /// that a few more may be.
  ///
  /// @return events read
  public int read() {
    int handled = 0;
    while (handled < eventsPerTurn) {
      int received = batch.receive(source.fd(), DONT_WAIT);
      if (received < 0) {
        if (failed(-received)) {
          continue;
        }
        break;
      }
      counters.reads++;
      handle(received);
      handled += received;
      if (received < batch.slots()) {
        empty();
        break;
      }
    }
    moderation.noteRead(handled, handled < eventsPerTurn);
    return handled;
  }

  /// Answers whether reading goes on.
  private boolean failed(int errno) {
    if (errno == Errno.EAGAIN.number()) {
      empty();
      return false;
    }
    if (errno == Errno.EINTR.number()) {
      return true;
    }
    counters.failures++;
    if (errno != Errno.ENOBUFS.number()) {
      return false;
    }
    counters.overruns++;
    draining = true;
    source.grow();
    return true;
  }

  private void empty() {
    if (draining) {
      draining = false;
      events.resyncNeeded();
    }
  }

  private void handle(int received) {
    for (int slot = 0; slot < received; slot++) {
      if (batch.truncated(slot)) {
        counters.malformed++;
        continue;
      }
      walker.wrap(batch.buffer(), batch.offset(slot), batch.length(slot));
      try {
        while (walker.next()) {
          dispatch();
        }
      } catch (MalformedMessage malformed) {
        counters.malformed++;
      }
    }
    conntracks.handOn();
  }

  private void dispatch() {
    switch (walker.subsystem()) {
      case NFNL_SUBSYS_CTNETLINK -> {
        if (filter.admits(conntracks.next().wrap(walker))) {
          counters.conntracks++;
          conntracks.add();
        } else {
          counters.filtered++;
        }
      }
      case NFNL_SUBSYS_CTNETLINK_EXP -> {
        conntracks.handOn();
        if (filter.admits(expectation.wrap(walker))) {
          counters.expectations++;
          events.expectation(expectation, origins.of(expectation.portId()));
        } else {
          counters.filtered++;
        }
      }
      default -> counters.unknown++;
    }
  }

  /// Looks for events that the kernel dropped without a word, as it does with
  /// `NetlinkEventsReliable`: conntracks it tells of again, expectations it does not. For a timer.
  public void checkDrops() {
    int now = source.drops();
    if (now != drops) {
      counters.dropped += Integer.toUnsignedLong(now - drops);
      drops = now;
      if (source.isReliable()) {
        events.resyncNeeded();
      }
    }
  }

  /// Lets events gather for at most a millisecond where many come. To be called last in a turn,
  /// when everything that the turn has brought is sent, and not while other work waits.
  public void rest() {
    if (moderation.rest()) {
      counters.rests++;
    }
  }

  public EventCounters counters() {
    return counters;
  }

  /// Gives the batch's memory back; the socket stays its owner's.
  @Override
  public void close() {
    arena.close();
  }
}
