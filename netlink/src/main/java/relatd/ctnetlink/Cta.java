// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

/// Numbers of ctnetlink's messages and attributes about conntracks, spelled as in
/// linux/netfilter/nfnetlink.h and linux/netfilter/nfnetlink_conntrack.h.
public final class Cta {
  // Subsystems (nlmsg_type >> 8).
  public static final int NFNL_SUBSYS_CTNETLINK = 1;
  public static final int NFNL_SUBSYS_CTNETLINK_EXP = 2;

  // Operations on conntracks (nlmsg_type & 0xff).
  public static final int IPCTNL_MSG_CT_NEW = 0;
  public static final int IPCTNL_MSG_CT_GET = 1;
  public static final int IPCTNL_MSG_CT_DELETE = 2;
  public static final int IPCTNL_MSG_CT_GET_CTRZERO = 3;
  public static final int IPCTNL_MSG_CT_GET_STATS_CPU = 4;
  public static final int IPCTNL_MSG_CT_GET_STATS = 5;
  public static final int IPCTNL_MSG_CT_GET_DYING = 6;
  public static final int IPCTNL_MSG_CT_GET_UNCONFIRMED = 7;

  // Attributes of a conntrack.
  public static final int CTA_TUPLE_ORIG = 1;
  public static final int CTA_TUPLE_REPLY = 2;
  public static final int CTA_STATUS = 3;
  public static final int CTA_PROTOINFO = 4;
  public static final int CTA_HELP = 5;
  public static final int CTA_NAT_SRC = 6;
  public static final int CTA_TIMEOUT = 7;
  public static final int CTA_MARK = 8;
  public static final int CTA_COUNTERS_ORIG = 9;
  public static final int CTA_COUNTERS_REPLY = 10;
  public static final int CTA_USE = 11;
  public static final int CTA_ID = 12;
  public static final int CTA_NAT_DST = 13;
  public static final int CTA_TUPLE_MASTER = 14;
  public static final int CTA_SEQ_ADJ_ORIG = 15;
  public static final int CTA_SEQ_ADJ_REPLY = 16;
  public static final int CTA_SECMARK = 17;
  public static final int CTA_ZONE = 18;
  public static final int CTA_SECCTX = 19;
  public static final int CTA_TIMESTAMP = 20;
  public static final int CTA_MARK_MASK = 21;
  public static final int CTA_LABELS = 22;
  public static final int CTA_LABELS_MASK = 23;
  public static final int CTA_SYNPROXY = 24;
  public static final int CTA_FILTER = 25;
  public static final int CTA_STATUS_MASK = 26;
  public static final int CTA_TIMESTAMP_EVENT = 27;

  /// The highest attribute number known here.
  public static final int CTA_MAX = CTA_TIMESTAMP_EVENT;

  // Inside a tuple.
  public static final int CTA_TUPLE_IP = 1;
  public static final int CTA_TUPLE_PROTO = 2;
  public static final int CTA_TUPLE_ZONE = 3;

  // Inside CTA_TUPLE_IP.
  public static final int CTA_IP_V4_SRC = 1;
  public static final int CTA_IP_V4_DST = 2;
  public static final int CTA_IP_V6_SRC = 3;
  public static final int CTA_IP_V6_DST = 4;

  // Inside CTA_TUPLE_PROTO.
  public static final int CTA_PROTO_NUM = 1;
  public static final int CTA_PROTO_SRC_PORT = 2;
  public static final int CTA_PROTO_DST_PORT = 3;
  public static final int CTA_PROTO_ICMP_ID = 4;
  public static final int CTA_PROTO_ICMP_TYPE = 5;
  public static final int CTA_PROTO_ICMP_CODE = 6;
  public static final int CTA_PROTO_ICMPV6_ID = 7;
  public static final int CTA_PROTO_ICMPV6_TYPE = 8;
  public static final int CTA_PROTO_ICMPV6_CODE = 9;

  // Inside CTA_PROTOINFO.
  public static final int CTA_PROTOINFO_TCP = 1;
  public static final int CTA_PROTOINFO_DCCP = 2;
  public static final int CTA_PROTOINFO_SCTP = 3;

  // Inside CTA_PROTOINFO_TCP.
  public static final int CTA_PROTOINFO_TCP_STATE = 1;
  public static final int CTA_PROTOINFO_TCP_WSCALE_ORIGINAL = 2;
  public static final int CTA_PROTOINFO_TCP_WSCALE_REPLY = 3;
  public static final int CTA_PROTOINFO_TCP_FLAGS_ORIGINAL = 4;
  public static final int CTA_PROTOINFO_TCP_FLAGS_REPLY = 5;

  // Inside CTA_PROTOINFO_DCCP.
  public static final int CTA_PROTOINFO_DCCP_STATE = 1;
  public static final int CTA_PROTOINFO_DCCP_ROLE = 2;
  public static final int CTA_PROTOINFO_DCCP_HANDSHAKE_SEQ = 3;

  // Inside CTA_PROTOINFO_SCTP.
  public static final int CTA_PROTOINFO_SCTP_STATE = 1;
  public static final int CTA_PROTOINFO_SCTP_VTAG_ORIGINAL = 2;
  public static final int CTA_PROTOINFO_SCTP_VTAG_REPLY = 3;

  // Inside CTA_HELP.
  public static final int CTA_HELP_NAME = 1;
  public static final int CTA_HELP_INFO = 2;

  // Inside CTA_NAT_SRC and CTA_NAT_DST.
  public static final int CTA_NAT_V4_MINIP = 1;
  public static final int CTA_NAT_V4_MAXIP = 2;
  public static final int CTA_NAT_PROTO = 3;
  public static final int CTA_NAT_V6_MINIP = 4;
  public static final int CTA_NAT_V6_MAXIP = 5;

  // Inside CTA_NAT_PROTO.
  public static final int CTA_PROTONAT_PORT_MIN = 1;
  public static final int CTA_PROTONAT_PORT_MAX = 2;

  // Inside CTA_COUNTERS_*.
  public static final int CTA_COUNTERS_PACKETS = 1;
  public static final int CTA_COUNTERS_BYTES = 2;

  // Inside CTA_SEQ_ADJ_*.
  public static final int CTA_SEQADJ_CORRECTION_POS = 1;
  public static final int CTA_SEQADJ_OFFSET_BEFORE = 2;
  public static final int CTA_SEQADJ_OFFSET_AFTER = 3;

  // Inside CTA_SECCTX.
  public static final int CTA_SECCTX_NAME = 1;

  // Inside CTA_TIMESTAMP.
  public static final int CTA_TIMESTAMP_START = 1;
  public static final int CTA_TIMESTAMP_STOP = 2;

  // Inside CTA_SYNPROXY.
  public static final int CTA_SYNPROXY_ISN = 1;
  public static final int CTA_SYNPROXY_ITS = 2;
  public static final int CTA_SYNPROXY_TSOFF = 3;

  // Inside CTA_FILTER.
  public static final int CTA_FILTER_ORIG_FLAGS = 1;
  public static final int CTA_FILTER_REPLY_FLAGS = 2;

  private Cta() {}
}
