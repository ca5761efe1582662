// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.sync.wire.ConntrackAttribute.*;

import relatd.conntrack.Conntrack;
import relatd.conntrack.Labels;
import relatd.conntrack.NatRange;
import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo;
import relatd.conntrack.SequenceAdjustment;

/// Fills a draft from a record: cold, clarity first.
final class ConntrackRecord {
  private final Conntrack entry;

  ConntrackRecord(Conntrack entry) {
    this.entry = entry;
  }

  void fill(ConntrackDraft draft) {
    draft.original.set(entry.original());
    fillReply(draft);
    entry.status().ifPresent(status -> draft.set(STATUS, status));
    entry.timeout().ifPresent(timeout -> draft.set(TIMEOUT, timeout));
    entry.mark().ifPresent(mark -> draft.set(MARK, mark));
    entry.zone().ifPresent(zone -> draft.set(ZONE, zone));
    entry.master().ifPresent(draft.master::set);
    entry.helper().ifPresent(helper -> draft.helper.set(helper.name()));
    entry.protocolInfo().ifPresent(info -> fill(draft, info));
    entry.labels().ifPresent(labels -> fill(draft, labels));
    entry
        .synProxy()
        .ifPresent(proxy -> {
          draft.know(SYNPROXY);
          draft.synProxy[0] = proxy.initialTimestamp();
          draft.synProxy[1] = proxy.initialSequence();
          draft.synProxy[2] = proxy.timestampOffset();
        });
    if (entry.originalAdjustment().isPresent() && entry.replyAdjustment().isPresent()) {
      draft.know(NAT_SEQ_ADJ);
      put(draft.adjustment, 0, entry.originalAdjustment().get());
      put(draft.adjustment, 3, entry.replyAdjustment().get());
    }
  }

  /// The reply tuple as it is once the translations that stand beside it are done.
  private void fillReply(ConntrackDraft draft) {
    draft.reply.set(entry.reply());
    boolean ports = Protocol.hasPorts(entry.protocol());
    entry
        .sourceNat()
        .ifPresent(nat -> {
          draft.reply.setDestination(nat.first());
          if (ports) {
            draft.reply.identify(draft.reply.first(), port(nat, draft.reply.second()));
          }
        });
    entry
        .destinationNat()
        .ifPresent(nat -> {
          draft.reply.setSource(nat.first());
          if (ports) {
            draft.reply.identify(port(nat, draft.reply.first()), draft.reply.second());
          }
        });
  }

  private static int port(NatRange nat, int same) {
    return nat.ports().map(NatRange.Ports::first).orElse(same);
  }

  private static void fill(ConntrackDraft draft, ProtocolInfo info) {
    switch (info) {
      case ProtocolInfo.Tcp tcp -> {
        draft.set(TCP_STATE, tcp.state());
        tcp.originalScale().ifPresent(scale -> draft.set(TCP_WSCALE_ORIG, scale));
        tcp.replyScale().ifPresent(scale -> draft.set(TCP_WSCALE_REPL, scale));
      }
      case ProtocolInfo.Sctp sctp -> {
        draft.set(SCTP_STATE, sctp.state());
        sctp.originalTag().ifPresent(tag -> draft.set(SCTP_VTAG_ORIG, tag));
        sctp.replyTag().ifPresent(tag -> draft.set(SCTP_VTAG_REPL, tag));
      }
      case ProtocolInfo.Dccp dccp -> {
        draft.set(DCCP_STATE, dccp.state());
        dccp.role().ifPresent(role -> draft.set(DCCP_ROLE, role));
      }
    }
  }

  private static void fill(ConntrackDraft draft, Labels labels) {
    draft.labelsLength = Labels.BITS / 8;
    for (int i = 0; i < draft.labelsLength; i++) {
      long half = i < 8 ? labels.low() : labels.high();
      int byteOfHalf = (i & 4) + 3 - (i & 3); // each word of 32 bits begins with its highest byte
      draft.labels[i] = (byte) (half >>> byteOfHalf * 8);
    }
  }

  private static void put(int[] words, int at, SequenceAdjustment adjustment) {
    words[at] = adjustment.position();
    words[at + 1] = adjustment.before();
    words[at + 2] = adjustment.after();
  }
}
