// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

/// Numbers and sizes of the attributes of a conntrack (messages `CT_NEW`, `CT_UPD`, `CT_DEL`).
///
/// All numbers are in network order but those of `SPAT_PORT`, `DPAT_PORT` and `ICMP_ID`: conntrackd
/// swaps them once too often, so that they are little-endian on the wire between any two machines
/// in use. The reply tuple is not sent: it is the original's inverse but for what the NAT
/// attributes say.
final class ConntrackAttribute {
  static final int IPV4 = 0;
  static final int IPV6 = 1;
  static final int L4PROTO = 2;
  static final int PORT = 3;
  static final int TCP_STATE = 4;
  static final int STATUS = 5;
  static final int TIMEOUT = 6;
  static final int MARK = 7;
  static final int MASTER_IPV4 = 8;
  static final int MASTER_IPV6 = 9;
  static final int MASTER_L4PROTO = 10;
  static final int MASTER_PORT = 11;
  static final int SNAT_IPV4 = 12;
  static final int DNAT_IPV4 = 13;
  static final int SPAT_PORT = 14;
  static final int DPAT_PORT = 15;
  static final int NAT_SEQ_ADJ = 16;
  static final int SCTP_STATE = 17;
  static final int SCTP_VTAG_ORIG = 18;
  static final int SCTP_VTAG_REPL = 19;
  static final int DCCP_STATE = 20;
  static final int DCCP_ROLE = 21;
  static final int ICMP_TYPE = 22;
  static final int ICMP_CODE = 23;
  static final int ICMP_ID = 24;
  static final int TCP_WSCALE_ORIG = 25;
  static final int TCP_WSCALE_REPL = 26;
  static final int HELPER_NAME = 27;
  static final int LABELS = 28;
  static final int SNAT_IPV6 = 29;
  static final int DNAT_IPV6 = 30;
  static final int SYNPROXY = 31;
  static final int ZONE = 32;
  static final int COUNT = ZONE + 1;

  /// The longest helper name that a peer takes, without the NUL behind it.
  static final int MAX_HELPER_NAME = 11;

  /// The most bytes of labels that a peer takes.
  static final int MAX_LABELS = 1024;

  private ConntrackAttribute() {}

  /// Whether an attribute of this number may have this length (header included). There is no
  /// skipping of what is unknown: one bad attribute makes the whole message malformed.
  static boolean isValid(int number, int length) {
    return switch (number) {
      case IPV4, MASTER_IPV4 -> length == 12;
      case IPV6, MASTER_IPV6 -> length == 36;
      case L4PROTO, MASTER_L4PROTO, TCP_STATE, SCTP_STATE, DCCP_STATE, DCCP_ROLE -> length == 5;
      case ICMP_TYPE, ICMP_CODE, TCP_WSCALE_ORIG, TCP_WSCALE_REPL -> length == 5;
      case SPAT_PORT, DPAT_PORT, ICMP_ID, ZONE -> length == 6;
      case PORT, MASTER_PORT, STATUS, TIMEOUT, MARK, SNAT_IPV4, DNAT_IPV4 -> length == 8;
      case SCTP_VTAG_ORIG, SCTP_VTAG_REPL -> length == 8;
      case SYNPROXY -> length == 16;
      case SNAT_IPV6, DNAT_IPV6 -> length == 20;
      case NAT_SEQ_ADJ -> length == 28;
      case HELPER_NAME -> length <= NetAttribute.HEADER + MAX_HELPER_NAME + 1;
      case LABELS -> length <= NetAttribute.HEADER + MAX_LABELS;
      default -> false;
    };
  }
}
