// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import relatd.conntrack.EventType;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;
import relatd.sync.kernel.BypassCounters;
import relatd.sync.kernel.KernelEntries;
import relatd.sync.kernel.KernelEvents;
import relatd.sync.kernel.KernelLookup;
import relatd.sync.kernel.Origin;
import relatd.sync.mode.Notrack;
import relatd.sync.wire.ConntrackEncoder;
import relatd.sync.wire.ExpectEncoder;
import relatd.sync.wire.SyncMessage;
import relatd.sync.wire.WireOptions;

/// `DisableInternalCache`: what the kernel tells goes to the peer as it is, and is not kept.
///
/// An expectation goes where its master is in the kernel's table: asked for once each, as there is
/// no table of our own to look into.
final class DirectIntake implements KernelEvents {
  private final Arena arena = Arena.ofShared();
  private final MemorySegment image = arena.allocate(ConntrackEncoder.MAX_IMAGE, 8);
  private final ConntrackEncoder conntracks;
  private final ExpectEncoder expectations;
  private final Notrack mode;
  private final KernelLookup lookup;
  private final BypassCounters conntrackCounters = new BypassCounters();
  private final BypassCounters expectCounters = new BypassCounters();
  private final KernelEntries whole = this::sendWhole;

  DirectIntake(Notrack mode, WireOptions options, KernelLookup lookup) {
    this.mode = mode;
    this.lookup = lookup;
    this.conntracks = new ConntrackEncoder(options);
    this.expectations = new ExpectEncoder(options);
  }

  @Override
  public void conntrack(ConntrackMessage event, Origin origin) {
    if (origin != Origin.OTHER) {
      return;
    }
    conntrackCounters.count(event.event());
    send(SyncMessage.CT_NEW + event.event().ordinal(), event);
  }

  private void send(int type, ConntrackMessage entry) {
    mode.send(type, image, 0, conntracks.encode(entry, image, 0));
  }

  private void sendWhole(ConntrackMessage entry) {
    send(SyncMessage.CT_NEW, entry);
  }

  /// Takes a dump for the peer: `-B`, or a resync that it asked for.
  KernelEntries whole() {
    return whole;
  }

  @Override
  public void expectation(ExpectMessage event, Origin origin) {
    if (origin != Origin.OTHER || event.event() != EventType.DESTROY && !lookup.hasMaster(event)) {
      return;
    }
    expectCounters.count(event.event());
    int type = SyncMessage.EXP_NEW + event.event().ordinal();
    mode.send(type, image, 0, expectations.encode(event, image, 0));
  }

  /// Nothing is kept that could be out of date: the next events tell of what they are about.
  @Override
  public void resyncNeeded() {}

  BypassCounters conntracks() {
    return conntrackCounters;
  }

  BypassCounters expectations() {
    return expectCounters;
  }
}
