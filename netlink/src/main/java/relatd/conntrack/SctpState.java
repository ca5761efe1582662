// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

import java.util.OptionalInt;

/// States of SCTP (`enum sctp_conntrack` in nf_conntrack_sctp.h), in the kernel's numbers.
public final class SctpState {
  public static final int NONE = 0;
  public static final int CLOSED = 1;
  public static final int COOKIE_WAIT = 2;
  public static final int COOKIE_ECHOED = 3;
  public static final int ESTABLISHED = 4;
  public static final int SHUTDOWN_SENT = 5;
  public static final int SHUTDOWN_RECD = 6;
  public static final int SHUTDOWN_ACK_SENT = 7;
  public static final int HEARTBEAT_SENT = 8;
  public static final int HEARTBEAT_ACKED = 9;

  private static final StateNames NAMES =
      new StateNames(
          "NONE",
          "CLOSED",
          "COOKIE_WAIT",
          "COOKIE_ECHOED",
          "ESTABLISHED",
          "SHUTDOWN_SENT",
          "SHUTDOWN_RECD",
          "SHUTDOWN_ACK_SENT",
          "HEARTBEAT_SENT",
          "HEARTBEAT_ACKED");

  private SctpState() {}

  /// The name the C tools print; `NONE` for a number without one.
  public static String name(int state) {
    return NAMES.name(state);
  }

  /// The state of a name, in upper case; empty for an unknown one.
  public static OptionalInt of(String name) {
    return NAMES.number(name);
  }
}
