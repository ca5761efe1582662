// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

import relatd.libnetfilter_queue.nfq_h;
import relatd.netlink.Attributes;
import relatd.netlink.MessageBuilder;
import relatd.netlink.MessageWalker;
import relatd.netlink.Netlink;

/// Without a library: what queues use unless told otherwise.
final class OwnCodec implements QueueCodec {
  private final Attributes attributes = new Attributes();

  @Override
  public void read(MessageWalker message, QueuedPacket into) {
    into.begin(message);
    message.attributes(attributes);
    while (attributes.next()) {
      into.take(attributes.type(), attributes.offset(), attributes.length());
    }
    into.end();
  }

  @Override
  public void begin(
      MessageBuilder into, int operation, int queueNumber, int packetId, Verdict verdict) {
    into.begin(
        Netlink.type(Netlink.NFNL_SUBSYS_QUEUE, operation),
        Netlink.NLM_F_REQUEST,
        0,
        0,
        queueNumber);
    into.putU64(nfq_h.NFQA_VERDICT_HDR, (long) verdict.number() << 32 | packetId & 0xffff_ffffL);
  }
}
