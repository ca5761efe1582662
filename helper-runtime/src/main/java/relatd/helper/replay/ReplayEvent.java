// SPDX-License-Identifier: Apache-2.0
package relatd.helper.replay;

import java.util.Optional;
import relatd.conntrack.Connection;
import relatd.conntrack.Direction;
import relatd.conntrack.Expectation;

/// Something that a helper concluded during a replay.
///
/// @param frame the frame whose acceptance it precedes, counted from 1
/// @param direction who sent that frame
/// @param expectation of expect and withdraw
/// @param reason of refuse, opaque, ignore, drop and rewrite; empty otherwise
/// @param evidence the bytes that decided, as one printable line of at most 160 characters; empty
///   where nobody asked for explanations
public record ReplayEvent(
    int frame,
    Direction direction,
    Kind kind,
    String helper,
    Connection connection,
    Optional<Expectation> expectation,
    String reason,
    String evidence) {

  /// What happened.
  public enum Kind {
    EXPECT,
    WITHDRAW,
    REFUSE,
    OPAQUE,
    /// A refusal, or the end of the reading, of a helper whose refusals are no events
    /// ([relatd.helper.Helper#refusalsAreEvents]).
    IGNORE,
    /// The packet must not pass.
    DROP,
    /// The payload was written anew for the other side of a translating router.
    REWRITE;

    /// The word in text and JSON.
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
