// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

/// What a link counts; [ChannelStats] says what it means.
final class ChannelCounters {
  long bytesSent;
  long bytesReceived;
  long packetsSent;
  long packetsReceived;
  long sendErrors;
  long receiveErrors;

  void sent(long bytes, int packets) {
    bytesSent += bytes;
    packetsSent += packets;
  }

  void received(long bytes) {
    bytesReceived += bytes;
    packetsReceived++;
  }

  ChannelStats stats(String title, String connections) {
    return new ChannelStats(
        title,
        connections,
        bytesSent,
        bytesReceived,
        packetsSent,
        packetsReceived,
        sendErrors,
        receiveErrors);
  }
}
