// SPDX-License-Identifier: Apache-2.0
package relatd.cttimeout;

import java.util.List;
import relatd.conntrack.Protocol;

/// Names of the states that have a timeout, by protocol; a state's number is its place, from 1
/// (`CTA_TIMEOUT_*` of `linux/netfilter/nfnetlink_cttimeout.h`).
public final class TimeoutStates {
  /// The protocol number of every protocol without states of its own (`IPPROTO_RAW`).
  public static final int GENERIC = 255;

  private static final List<String> TCP =
      List.of(
          "SYN_SENT",
          "SYN_RECV",
          "ESTABLISHED",
          "FIN_WAIT",
          "CLOSE_WAIT",
          "LAST_ACK",
          "TIME_WAIT",
          "CLOSE",
          "SYN_SENT2",
          "RETRANS",
          "UNACKNOWLEDGED");
  private static final List<String> SCTP =
      List.of(
          "CLOSED",
          "COOKIE_WAIT",
          "COOKIE_ECHOED",
          "ESTABLISHED",
          "SHUTDOWN_SENT",
          "SHUTDOWN_RECD",
          "SHUTDOWN_ACK_SENT",
          "HEARTBEAT_SENT");
  private static final List<String> DCCP =
      List.of("REQUEST", "RESPOND", "PARTOPEN", "OPEN", "CLOSEREQ", "CLOSING", "TIMEWAIT");
  private static final List<String> TWO_WAY = List.of("UNREPLIED", "REPLIED");
  private static final List<String> ONE = List.of("TIMEOUT");

  private TimeoutStates() {}

  /// In the order of their numbers; empty for a protocol that the kernel has no timeouts for.
  public static List<String> of(int protocol) {
    return switch (protocol) {
      case Protocol.TCP -> TCP;
      case Protocol.UDP, Protocol.UDPLITE, Protocol.GRE -> TWO_WAY;
      case Protocol.SCTP -> SCTP;
      case Protocol.DCCP -> DCCP;
      case Protocol.ICMP, Protocol.ICMPV6, GENERIC -> ONE;
      default -> List.of();
    };
  }
}
