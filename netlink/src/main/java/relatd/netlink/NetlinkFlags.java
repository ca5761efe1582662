// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

/// Flags of a message header (linux/netlink.h), as numbers to be added up.
public final class NetlinkFlags {
  public static final int NLM_F_REQUEST = 0x1;
  public static final int NLM_F_MULTI = 0x2;
  public static final int NLM_F_ACK = 0x4;
  public static final int NLM_F_ECHO = 0x8;
  public static final int NLM_F_DUMP_INTR = 0x10;
  public static final int NLM_F_DUMP_FILTERED = 0x20;

  /// With GET.
  public static final int NLM_F_DUMP = 0x300;

  /// With NEW.
  public static final int NLM_F_REPLACE = 0x100;

  /// With NEW.
  public static final int NLM_F_EXCL = 0x200;

  /// With NEW.
  public static final int NLM_F_CREATE = 0x400;

  /// On errors: the request is cut to its header.
  public static final int NLM_F_CAPPED = 0x100;

  /// On errors: extended acknowledgement attributes follow.
  public static final int NLM_F_ACK_TLVS = 0x200;

  private NetlinkFlags() {}
}
