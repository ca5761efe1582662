// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import relatd.conf.NetlinkBuffer;

/// How events are to come.
///
/// @param buffer `NetlinkBufferSize` and its like
/// @param expectations whether the expectations' groups are joined too
/// @param longestRest nanoseconds for which a busy reader lets events gather at most; 0 for never
public record EventOptions(NetlinkBuffer buffer, boolean expectations, long longestRest) {
  /// Interrupt moderation: waking a sleeping reader for each event costs more than reading it. What
  /// has not left after a millisecond, a fail-over in between loses.
  public static final long MOST_REST = 1_000_000;

  /// What a reader rests at most when nobody says otherwise.
  public static final long USUAL_REST = MOST_REST;

  /// The same where a peer's kernel is to know a connection before its next packet comes: with
  /// `DisableExternalCache` (docs/decisions/0020).
  public static final long PROMPT_REST = 200_000;

  private static final int MOST_SLOTS = 128;

  public EventOptions {
    if (longestRest < 0 || longestRest > MOST_REST) {
      throw new IllegalArgumentException("a rest has 0 to " + MOST_REST + " nanoseconds");
    }
  }

  /// With the usual rest.
  public EventOptions(NetlinkBuffer buffer, boolean expectations) {
    this(buffer, expectations, USUAL_REST);
  }

  /// Datagrams taken with one system call.
  int slots() {
    return Math.clamp(buffer.eventsPerTurn(), 1, MOST_SLOTS);
  }
}
