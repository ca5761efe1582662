// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

import relatd.sync.wire.MalformedWire;
import relatd.sync.wire.WireCounters;

/// What was wrong with the peer's messages, and what was missing of them.
///
/// @param wire of all links
/// @param sequence of the mode
public record NetworkStats(WireCounters wire, SequenceTracker sequence) {

  /// The block of `conntrackd -s`.
  public String summary() {
    return """
    message tracking:
    %20d Malformed msgs %20d Lost msgs

    """
        .formatted(wire.malformed(), sequence.lost());
  }

  /// The block of `conntrackd -s network`. Nothing that we send is malformed.
  public String detail() {
    StringBuilder text = new StringBuilder("network statistics:\n\trecv:\n");
    line(text, "Malformed messages:\t", wire.malformed());
    for (MalformedWire cause : MalformedWire.values()) {
      line(text, cause.text() + ":\t", wire.of(cause));
    }
    line(text.append("\tsend:\n"), "Malformed messages:\t", 0);
    text.append("\nsequence tracking statistics:\n\trecv:\n");
    line(text, "Packets lost:\t\t", sequence.lost());
    line(text, "Packets before:\t\t", sequence.before());
    return text.append('\n').toString();
  }

  private static void line(StringBuilder text, String label, long value) {
    text.append("\t\t").append(label).append("%20d\n".formatted(value));
  }
}
