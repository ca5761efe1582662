// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

/// What a link has counted: payload bytes, and datagrams (for TCP: batches sent, reads), not
/// messages.
///
/// @param title first words in `conntrackd -s`: `UDP traffic`
/// @param connections for TCP, what follows the device in `conntrackd -s`; else empty
public record ChannelStats(
    String title,
    String connections,
    long bytesSent,
    long bytesReceived,
    long packetsSent,
    long packetsReceived,
    long sendErrors,
    long receiveErrors) {

  /// The block of `conntrackd -s` and `-s network`.
  public String summary(String device) {
    return "%s (active device=%s)%s:\n%s".formatted(title, device, connections, numbers());
  }

  /// The block of `conntrackd -s link`.
  public String detail(String device, LinkStatus status, boolean active) {
    return "%s device=%s status=%s role=%s:%n%s"
        .formatted(title, device, status.text(), active ? "ACTIVE" : "BACKUP", numbers());
  }

  private String numbers() {
    return """
    %20s Bytes sent %20s Bytes recv
    %20s Pckts sent %20s Pckts recv
    %20s Error send %20s Error recv

    """
        .formatted(
            Long.toUnsignedString(bytesSent),
            Long.toUnsignedString(bytesReceived),
            Long.toUnsignedString(packetsSent),
            Long.toUnsignedString(packetsReceived),
            Long.toUnsignedString(sendErrors),
            Long.toUnsignedString(receiveErrors));
  }
}
