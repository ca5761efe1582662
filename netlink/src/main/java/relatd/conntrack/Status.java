// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

import java.util.List;

/// Bits of a conntrack's status (`enum ip_conntrack_status` in nf_conntrack_common.h), in the
/// kernel's numbers.
public final class Status {
  public static final int EXPECTED = 0x1;
  public static final int SEEN_REPLY = 0x2;
  public static final int ASSURED = 0x4;
  public static final int CONFIRMED = 0x8;
  public static final int SRC_NAT = 0x10;
  public static final int DST_NAT = 0x20;
  public static final int SEQ_ADJUST = 0x40;
  public static final int SRC_NAT_DONE = 0x80;
  public static final int DST_NAT_DONE = 0x100;
  public static final int DYING = 0x200;
  public static final int FIXED_TIMEOUT = 0x400;
  public static final int TEMPLATE = 0x800;
  public static final int UNTRACKED = 0x1000;
  public static final int HELPER = 0x2000;
  public static final int OFFLOAD = 0x4000;
  public static final int HW_OFFLOAD = 0x8000;
  public static final int NAT_MASK = SRC_NAT | DST_NAT;

  private static final List<String> NAMES =
      List.of(
          "EXPECTED",
          "SEEN_REPLY",
          "ASSURED",
          "CONFIRMED",
          "SRC_NAT",
          "DST_NAT",
          "SEQ_ADJUST",
          "SRC_NAT_DONE",
          "DST_NAT_DONE",
          "DYING",
          "FIXED_TIMEOUT",
          "TEMPLATE",
          "UNTRACKED",
          "HELPER",
          "OFFLOAD",
          "HW_OFFLOAD");

  private Status() {}

  /// The bits' names, lowest bit first.
  public static List<String> names() {
    return NAMES;
  }
}
