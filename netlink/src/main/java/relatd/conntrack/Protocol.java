// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

/// Layer 4 protocol numbers (IANA) that the kernel tracks, and their names in the C tools.
public final class Protocol {
  public static final int ICMP = 1;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int DCCP = 33;
  public static final int GRE = 47;
  public static final int ICMPV6 = 58;
  public static final int SCTP = 132;
  public static final int UDPLITE = 136;

  private Protocol() {}

  /// The name the C tools print; `unknown` for a protocol without one.
  public static String name(int number) {
    return switch (number) {
      case ICMP -> "icmp";
      case TCP -> "tcp";
      case UDP -> "udp";
      case DCCP -> "dccp";
      case GRE -> "gre";
      case ICMPV6 -> "icmpv6";
      case SCTP -> "sctp";
      case UDPLITE -> "udplite";
      default -> "unknown";
    };
  }

  /// Whether tuples of this protocol carry two 16-bit identifiers.
  public static boolean hasPorts(int number) {
    return switch (number) {
      case TCP, UDP, DCCP, GRE, SCTP, UDPLITE -> true;
      default -> false;
    };
  }

  public static boolean isIcmp(int number) {
    return number == ICMP || number == ICMPV6;
  }

  /// The ICMP type that answers a type (echo, timestamp, information, address mask; ICMPv6 echo,
  /// node information); the same type where there is none.
  public static int icmpAnswer(int protocol, int type) {
    if (protocol == ICMP) {
      return switch (type) {
        case 8 -> 0;
        case 0 -> 8;
        case 13 -> 14;
        case 14 -> 13;
        case 15 -> 16;
        case 16 -> 15;
        case 17 -> 18;
        case 18 -> 17;
        default -> type;
      };
    }
    return switch (type) {
      case 128 -> 129;
      case 129 -> 128;
      case 139 -> 140;
      case 140 -> 139;
      default -> type;
    };
  }
}
