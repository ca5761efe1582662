// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.ctnetlink.Cta.*;
import static relatd.sync.wire.ConntrackAttribute.*;

import relatd.conntrack.Protocol;
import relatd.conntrack.ProtocolInfo.Flags;
import relatd.netlink.MessageBuilder;

/// Writes the protocol information of an image into a netlink request.
final class ProtocolRequest {
  private final MessageBuilder to;
  private final boolean liberal;

  ProtocolRequest(MessageBuilder to, boolean liberal) {
    this.to = to;
    this.liberal = liberal;
  }

  void put(ConntrackWire entry) {
    AttributeTable table = entry.table();
    int state = entry.protocolState();
    if (state < 0) {
      return;
    }
    switch (entry.protocol()) {
      case Protocol.TCP -> putTcp(state, table);
      case Protocol.SCTP -> putSctp(state, table);
      default -> putDccp(state, table);
    }
  }

  private void putTcp(int state, AttributeTable table) {
    long info = to.nest(CTA_PROTOINFO);
    long tcp = to.nest(CTA_PROTOINFO_TCP);
    to.putU8(CTA_PROTOINFO_TCP_STATE, state);
    boolean scaled = table.has(TCP_WSCALE_ORIG) && table.has(TCP_WSCALE_REPL);
    // The kernel takes no flag that its mask does not cover, and no scale without the flag.
    int flags = (liberal ? Flags.BE_LIBERAL : 0) | (scaled ? Flags.WINDOW_SCALE : 0);
    if (flags != 0) {
      to.putU16(CTA_PROTOINFO_TCP_FLAGS_ORIGINAL, flags << 8 | flags);
      to.putU16(CTA_PROTOINFO_TCP_FLAGS_REPLY, flags << 8 | flags);
    }
    if (scaled) {
      to.putU8(CTA_PROTOINFO_TCP_WSCALE_ORIGINAL, table.u8(TCP_WSCALE_ORIG));
      to.putU8(CTA_PROTOINFO_TCP_WSCALE_REPLY, table.u8(TCP_WSCALE_REPL));
    }
    to.endNest(tcp).endNest(info);
  }

  /// Refused unless it has all three parts; without any it is accepted.
  private void putSctp(int state, AttributeTable table) {
    if (table.has(SCTP_VTAG_ORIG) && table.has(SCTP_VTAG_REPL)) {
      long info = to.nest(CTA_PROTOINFO);
      long sctp = to.nest(CTA_PROTOINFO_SCTP);
      to.putU8(CTA_PROTOINFO_SCTP_STATE, state);
      to.putU32(CTA_PROTOINFO_SCTP_VTAG_ORIGINAL, table.u32(SCTP_VTAG_ORIG));
      to.putU32(CTA_PROTOINFO_SCTP_VTAG_REPLY, table.u32(SCTP_VTAG_REPL));
      to.endNest(sctp).endNest(info);
    }
  }

  private void putDccp(int state, AttributeTable table) {
    long info = to.nest(CTA_PROTOINFO);
    long dccp = to.nest(CTA_PROTOINFO_DCCP);
    to.putU8(CTA_PROTOINFO_DCCP_STATE, state);
    to.putU8(CTA_PROTOINFO_DCCP_ROLE, table.u8(DCCP_ROLE));
    to.endNest(dccp).endNest(info);
  }
}
