// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

/// Numbers of `linux/netlink.h` and `linux/netfilter/nfnetlink.h`.
public final class Netlink {
  /// Protocols of a netlink socket.
  public static final int NETLINK_ROUTE = 0;

  public static final int NETLINK_NETFILTER = 12;

  public static final int NLMSG_ERROR = 2;
  public static final int NLMSG_DONE = 3;

  public static final int NLM_F_REQUEST = 0x1;
  public static final int NLM_F_MULTI = 0x2;
  public static final int NLM_F_ACK = 0x4;
  public static final int NLM_F_ECHO = 0x8;

  /// With GET: all of them.
  public static final int NLM_F_DUMP = 0x300;

  /// With NEW: it must not exist yet.
  public static final int NLM_F_EXCL = 0x200;

  public static final int NLM_F_REPLACE = 0x100;
  public static final int NLM_F_CREATE = 0x400;

  /// On an error message: the request is not repeated behind its header.
  public static final int NLM_F_CAPPED = 0x100;

  /// On an error message: attributes with the kernel's words follow.
  public static final int NLM_F_ACK_TLVS = 0x200;

  public static final int SOL_NETLINK = 270;
  public static final int NETLINK_ADD_MEMBERSHIP = 1;
  public static final int NETLINK_DROP_MEMBERSHIP = 2;
  public static final int NETLINK_BROADCAST_ERROR = 4;
  public static final int NETLINK_NO_ENOBUFS = 5;
  public static final int NETLINK_CAP_ACK = 10;
  public static final int NETLINK_EXT_ACK = 11;

  public static final int NFNL_SUBSYS_CTNETLINK = 1;
  public static final int NFNL_SUBSYS_CTNETLINK_EXP = 2;
  public static final int NFNL_SUBSYS_QUEUE = 3;
  public static final int NFNL_SUBSYS_CTNETLINK_TIMEOUT = 8;
  public static final int NFNL_SUBSYS_CTHELPER = 9;

  /// Groups of events, numbers for [NetlinkSocket#join].
  public static final int NFNLGRP_CONNTRACK_NEW = 1;

  public static final int NFNLGRP_CONNTRACK_UPDATE = 2;
  public static final int NFNLGRP_CONNTRACK_DESTROY = 3;
  public static final int NFNLGRP_CONNTRACK_EXP_NEW = 4;
  public static final int NFNLGRP_CONNTRACK_EXP_UPDATE = 5;
  public static final int NFNLGRP_CONNTRACK_EXP_DESTROY = 6;
  public static final int RTNLGRP_LINK = 1;

  private Netlink() {}

  /// `nlmsg_type` of an nfnetlink message.
  public static int type(int subsystem, int operation) {
    return subsystem << 8 | operation;
  }
}
