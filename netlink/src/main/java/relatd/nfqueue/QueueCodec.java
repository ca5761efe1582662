// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import relatd.netlink.MessageBuilder;
import relatd.netlink.MessageWalker;

/// Who takes packet messages apart and writes the heads of verdicts.
interface QueueCodec {
  /// @throws relatd.netlink.MalformedMessage when the message is none, or has no packet id
  void read(MessageWalker message, QueuedPacket into);

  /// Begins a verdict message behind what is in the buffer, which has room for it.
  ///
  /// @param operation single or batch
  void begin(MessageBuilder into, int operation, int queueNumber, int packetId, Verdict verdict);
}
