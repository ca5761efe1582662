// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import relatd.conntrack.EventType;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;

/// Counts what it is told, without making an object.
final class CountingEvents implements KernelEvents {
  final int[] conntracks = new int[EventType.values().length];
  final int[] expectations = new int[EventType.values().length];
  final int[] origins = new int[Origin.values().length];
  int resyncs;

  /// How many conntracks had come by the latest request for a resync.
  int newBeforeResync;

  long sum;

  @Override
  public void conntrack(ConntrackMessage event, Origin origin) {
    conntracks[event.event().ordinal()]++;
    origins[origin.ordinal()]++;
    sum += event.original().sourceLow() + event.status();
  }

  @Override
  public void expectation(ExpectMessage event, Origin origin) {
    expectations[event.event().ordinal()]++;
    sum += event.tuple().destinationPort();
  }

  @Override
  public void resyncNeeded() {
    resyncs++;
    newBeforeResync = conntracks[EventType.NEW.ordinal()];
  }
}
