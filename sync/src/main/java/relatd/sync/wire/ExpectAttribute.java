// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

/// Numbers and sizes of the attributes of an expectation (messages `EXP_NEW`, `EXP_UPD`,
/// `EXP_DEL`), all of them in network order. Zones are not sent, nor is an IPv6 address of NAT.
final class ExpectAttribute {
  static final int MASTER_IPV4 = 0;
  static final int MASTER_IPV6 = 1;
  static final int MASTER_L4PROTO = 2;
  static final int MASTER_PORT = 3;
  static final int EXPECT_IPV4 = 4;
  static final int EXPECT_IPV6 = 5;
  static final int EXPECT_L4PROTO = 6;
  static final int EXPECT_PORT = 7;
  static final int MASK_IPV4 = 8;
  static final int MASK_IPV6 = 9;
  static final int MASK_L4PROTO = 10;
  static final int MASK_PORT = 11;
  static final int TIMEOUT = 12;
  static final int FLAGS = 13;
  static final int CLASS = 14;
  static final int NAT_IPV4 = 15;
  static final int NAT_PORT = 16;
  static final int NAT_L4PROTO = 17;
  static final int NAT_DIR = 18;
  static final int HELPER_NAME = 19;
  static final int FN = 20;
  static final int COUNT = FN + 1;

  /// The longest helper name that a peer takes, without the NUL behind it.
  static final int MAX_HELPER_NAME = 11;

  /// The longest function name that a peer takes, without the NUL behind it (it keeps 23 of it).
  static final int MAX_FUNCTION = 27;

  private ExpectAttribute() {}

  /// Whether an attribute of this number may have this length (header included).
  static boolean isValid(int number, int length) {
    return switch (number) {
      case MASTER_IPV4, EXPECT_IPV4, MASK_IPV4, NAT_IPV4 -> length == 12;
      case MASTER_IPV6, EXPECT_IPV6, MASK_IPV6 -> length == 36;
      case MASTER_L4PROTO, EXPECT_L4PROTO, MASK_L4PROTO, NAT_L4PROTO -> length == 5;
      case MASTER_PORT, EXPECT_PORT, MASK_PORT, NAT_PORT -> length == 8;
      case TIMEOUT, FLAGS, CLASS, NAT_DIR -> length == 8;
      case HELPER_NAME -> length <= NetAttribute.HEADER + MAX_HELPER_NAME + 1;
      case FN -> length <= NetAttribute.HEADER + MAX_FUNCTION + 1;
      default -> false;
    };
  }
}
