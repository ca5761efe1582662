// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

/// What was wrong with the messages received so far. Cumulative; one writer.
public final class WireCounters {
  private final long[] counts = new long[MalformedWire.values().length];
  private long malformed;

  public WireCounters() {}

  public void count(MalformedWire cause) {
    counts[cause.ordinal()]++;
    malformed++;
  }

  public long of(MalformedWire cause) {
    return counts[cause.ordinal()];
  }

  /// The sum of all causes: "Malformed messages" of `conntrackd -s network`.
  public long malformed() {
    return malformed;
  }
}
