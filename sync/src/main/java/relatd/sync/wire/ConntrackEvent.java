// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.ctnetlink.Cta.*;
import static relatd.sync.wire.ConntrackAttribute.*;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import relatd.ctnetlink.ConntrackMessage;
import relatd.netlink.Attributes;

/// Fills a draft from the kernel's view of a conntrack. The hot path: nothing here allocates.
final class ConntrackEvent {
  /// Labels are an array of the kernel's longs; read in words of 32 bits they are the same on
  /// little-endian machines of either word size.
  private static final ValueLayout.OfInt LABEL_WORD =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int THREE = 0b111;

  private final ConntrackDraft draft;
  private final Attributes holder = new Attributes();
  private final Attributes nest = new Attributes();
  private final Attributes leaf = new Attributes();
  private final int[] triple = new int[3];

  ConntrackEvent(ConntrackDraft draft) {
    this.draft = draft;
  }

  void fill(ConntrackMessage message) {
    draft.original.set(message.original());
    draft.reply.set(message.reply());
    if (message.has(CTA_STATUS)) {
      draft.set(STATUS, message.status());
    }
    if (message.has(CTA_TIMEOUT)) {
      draft.set(TIMEOUT, message.timeout());
    }
    if (message.has(CTA_MARK)) {
      draft.set(MARK, message.mark());
    }
    if (message.has(CTA_ZONE)) {
      draft.set(ZONE, message.zone());
    }
    if (message.hasMaster()) {
      draft.master.set(message.master());
    }
    fillProtocolInfo(message);
    fillHelper(message);
    fillLabels(message);
    fillAdjustment(message);
    fillSynProxy(message);
  }

  private void fillProtocolInfo(ConntrackMessage message) {
    if (!message.seek(CTA_PROTOINFO, holder)) {
      return;
    }
    holder.nest(nest);
    while (nest.next()) {
      int protocol = nest.type();
      nest.nest(leaf);
      while (leaf.next()) {
        switch (protocol) {
          case CTA_PROTOINFO_TCP -> takeTcp();
          case CTA_PROTOINFO_DCCP -> takeDccp();
          case CTA_PROTOINFO_SCTP -> takeSctp();
          default -> {}
        }
      }
    }
  }

  private void takeTcp() {
    switch (leaf.type()) {
      case CTA_PROTOINFO_TCP_STATE -> draft.set(TCP_STATE, leaf.u8());
      case CTA_PROTOINFO_TCP_WSCALE_ORIGINAL -> draft.set(TCP_WSCALE_ORIG, leaf.u8());
      case CTA_PROTOINFO_TCP_WSCALE_REPLY -> draft.set(TCP_WSCALE_REPL, leaf.u8());
      default -> {}
    }
  }

  private void takeDccp() {
    switch (leaf.type()) {
      case CTA_PROTOINFO_DCCP_STATE -> draft.set(DCCP_STATE, leaf.u8());
      case CTA_PROTOINFO_DCCP_ROLE -> draft.set(DCCP_ROLE, leaf.u8());
      default -> {}
    }
  }

  private void takeSctp() {
    switch (leaf.type()) {
      case CTA_PROTOINFO_SCTP_STATE -> draft.set(SCTP_STATE, leaf.u8());
      case CTA_PROTOINFO_SCTP_VTAG_ORIGINAL -> draft.set(SCTP_VTAG_ORIG, leaf.u32());
      case CTA_PROTOINFO_SCTP_VTAG_REPLY -> draft.set(SCTP_VTAG_REPL, leaf.u32());
      default -> {}
    }
  }

  private void fillHelper(ConntrackMessage message) {
    if (message.seek(CTA_HELP, holder)) {
      holder.nest(nest);
      while (nest.next()) {
        if (nest.type() == CTA_HELP_NAME) {
          draft.helper.set(nest);
        }
      }
    }
  }

  private void fillLabels(ConntrackMessage message) {
    if (!message.seek(CTA_LABELS, holder) || holder.length() > MAX_LABELS) {
      return;
    }
    int whole = holder.length() & ~3;
    for (int i = 0; i < whole; i += 4) {
      int word = holder.buffer().get(LABEL_WORD, holder.offset() + i);
      draft.labels[i] = (byte) (word >>> 24);
      draft.labels[i + 1] = (byte) (word >>> 16);
      draft.labels[i + 2] = (byte) (word >>> 8);
      draft.labels[i + 3] = (byte) word;
    }
    draft.labelsLength = whole;
  }

  /// Sent only when both directions are known in full.
  private void fillAdjustment(ConntrackMessage message) {
    if (!readTriple(message, CTA_SEQ_ADJ_ORIG)) {
      return;
    }
    int position = triple[0];
    int before = triple[1];
    int after = triple[2];
    if (readTriple(message, CTA_SEQ_ADJ_REPLY)) {
      draft.know(NAT_SEQ_ADJ);
      draft.adjustment[0] = position;
      draft.adjustment[1] = before;
      draft.adjustment[2] = after;
      System.arraycopy(triple, 0, draft.adjustment, 3, 3);
    }
  }

  private void fillSynProxy(ConntrackMessage message) {
    if (readTriple(message, CTA_SYNPROXY)) {
      draft.know(SYNPROXY);
      draft.synProxy[0] = triple[CTA_SYNPROXY_ITS - 1];
      draft.synProxy[1] = triple[CTA_SYNPROXY_ISN - 1];
      draft.synProxy[2] = triple[CTA_SYNPROXY_TSOFF - 1];
    }
  }

  /// Three 32-bit values numbered 1 to 3, as `CTA_SEQADJ_*` and `CTA_SYNPROXY_*` are; false when
  /// one is missing.
  private boolean readTriple(ConntrackMessage message, int attribute) {
    if (!message.seek(attribute, holder)) {
      return false;
    }
    holder.nest(nest);
    int found = 0;
    while (nest.next()) {
      int number = nest.type() - 1;
      if (number >= 0 && number < triple.length) {
        triple[number] = nest.u32();
        found |= 1 << number;
      }
    }
    return found == THREE;
  }
}
