// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import relatd.conntrack.EventType;

/// "internal bypass" of `conntrackd -s`: events that went to the peer without a cache.
public final class BypassCounters {
  private final int[] events = new int[EventType.values().length];

  BypassCounters() {}

  void count(EventType event) {
    events[event.ordinal()]++;
  }

  public int of(EventType event) {
    return events[event.ordinal()];
  }
}
