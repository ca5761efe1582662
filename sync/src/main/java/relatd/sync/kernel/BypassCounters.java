// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import relatd.conntrack.EventType;

/// Events that went to the peer past the cache (`DisableInternalCache`): "internal bypass" of
/// `conntrackd -s` and `-s cache`, of conntracks or of expectations. Cumulative; one writer.
public final class BypassCounters {
  private final long[] counts = new long[EventType.values().length];

  public BypassCounters() {}

  public void count(EventType type) {
    counts[type.ordinal()]++;
  }

  public long of(EventType type) {
    return counts[type.ordinal()];
  }

  public String summary() {
    return """
    internal bypass:
    connections new:\t\t%12d
    connections updated:\t\t%12d
    connections destroyed:\t\t%12d

    """
        .formatted(of(EventType.NEW), of(EventType.UPDATE), of(EventType.DESTROY));
  }
}
