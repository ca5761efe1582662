// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

/// Why a message of the peer was not taken; each has its counter in [WireCounters].
public enum MalformedWire {
  WRONG_VERSION("Wrong protocol version"),
  MALFORMED_HEADER("Malformed header"),
  MALFORMED_PAYLOAD("Malformed payload"),
  BAD_TYPE("Bad message type"),
  TRUNCATED("Truncated message"),
  BAD_SIZE("Bad message size");

  private final String text;

  MalformedWire(String text) {
    this.text = text;
  }

  /// The counter's name in `conntrackd -s network`.
  public String text() {
    return text;
  }
}
