// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

import java.util.OptionalInt;

/// States of TCP (`enum tcp_conntrack` in nf_conntrack_tcp.h), in the kernel's numbers.
public final class TcpState {
  public static final int NONE = 0;
  public static final int SYN_SENT = 1;
  public static final int SYN_RECV = 2;
  public static final int ESTABLISHED = 3;
  public static final int FIN_WAIT = 4;
  public static final int CLOSE_WAIT = 5;
  public static final int LAST_ACK = 6;
  public static final int TIME_WAIT = 7;
  public static final int CLOSE = 8;
  public static final int SYN_SENT2 = 9;

  private static final StateNames NAMES =
      new StateNames(
          "NONE",
          "SYN_SENT",
          "SYN_RECV",
          "ESTABLISHED",
          "FIN_WAIT",
          "CLOSE_WAIT",
          "LAST_ACK",
          "TIME_WAIT",
          "CLOSE",
          "SYN_SENT2");

  private TcpState() {}

  /// The name the C tools print; `NONE` for a number without one.
  public static String name(int state) {
    return NAMES.name(state);
  }

  /// The state of a name, in upper case; empty for an unknown one.
  public static OptionalInt of(String name) {
    return NAMES.number(name);
  }
}
