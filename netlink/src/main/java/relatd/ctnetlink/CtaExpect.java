// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

/// Numbers of ctnetlink's messages and attributes about expectations, spelled as in
/// linux/netfilter/nfnetlink_conntrack.h.
public final class CtaExpect {
  // Operations on expectations (nlmsg_type & 0xff).
  public static final int IPCTNL_MSG_EXP_NEW = 0;
  public static final int IPCTNL_MSG_EXP_GET = 1;
  public static final int IPCTNL_MSG_EXP_DELETE = 2;
  public static final int IPCTNL_MSG_EXP_GET_STATS_CPU = 3;

  // Attributes of an expectation.
  public static final int CTA_EXPECT_MASTER = 1;
  public static final int CTA_EXPECT_TUPLE = 2;
  public static final int CTA_EXPECT_MASK = 3;
  public static final int CTA_EXPECT_TIMEOUT = 4;
  public static final int CTA_EXPECT_ID = 5;
  public static final int CTA_EXPECT_HELP_NAME = 6;
  public static final int CTA_EXPECT_ZONE = 7;
  public static final int CTA_EXPECT_FLAGS = 8;
  public static final int CTA_EXPECT_CLASS = 9;
  public static final int CTA_EXPECT_NAT = 10;
  public static final int CTA_EXPECT_FN = 11;

  /// The highest attribute number known here.
  public static final int CTA_EXPECT_MAX = CTA_EXPECT_FN;

  // Inside CTA_EXPECT_NAT.
  public static final int CTA_EXPECT_NAT_DIR = 1;
  public static final int CTA_EXPECT_NAT_TUPLE = 2;

  private CtaExpect() {}
}
