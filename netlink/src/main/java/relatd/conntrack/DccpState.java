// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

import java.util.OptionalInt;

/// States of DCCP (`enum ct_dccp_states` in nf_conntrack_dccp.h, until Linux 6.13).
public final class DccpState {
  public static final int NONE = 0;
  public static final int REQUEST = 1;
  public static final int RESPOND = 2;
  public static final int PARTOPEN = 3;
  public static final int OPEN = 4;
  public static final int CLOSEREQ = 5;
  public static final int CLOSING = 6;
  public static final int TIMEWAIT = 7;
  public static final int IGNORE = 8;
  public static final int INVALID = 9;

  private static final StateNames NAMES =
      new StateNames(
          "NONE",
          "REQUEST",
          "RESPOND",
          "PARTOPEN",
          "OPEN",
          "CLOSEREQ",
          "CLOSING",
          "TIMEWAIT",
          "IGNORE",
          "INVALID");

  private DccpState() {}

  /// The name the C tools print; `NONE` for a number without one.
  public static String name(int state) {
    return NAMES.name(state);
  }

  /// The state of a name, in upper case; empty for an unknown one.
  public static OptionalInt of(String name) {
    return NAMES.number(name);
  }
}
