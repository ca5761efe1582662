// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dhcpv6;

import java.util.List;
import relatd.helper.contract.CaptureBuilder;

/// A lease from two servers, every type of message, and what is none of a client's.
final class Dhcpv6Recipes {
  private static final String ALL_SERVERS = "ff02::1:2";
  private static final String CLIENT = "fe80::2";

  private Dhcpv6Recipes() {}

  static List<CaptureBuilder> all() {
    return List.of(lease(), types(), servers(), odd());
  }

  private static String message(int type) {
    return (char) type + "\u0012\u0034\u0056\u0000\u0001\u0000\u0002ab";
  }

  private static CaptureBuilder lease() {
    return CaptureBuilder.datagrams("crafted-lease")
        .datagram(CLIENT, 546, ALL_SERVERS, 547, message(1))
        .datagram("fe80::8", 547, CLIENT, 546, message(2))
        .datagram("fd77:1::9", 547, CLIENT, 546, message(2))
        .datagram(CLIENT, 546, ALL_SERVERS, 547, message(3))
        .datagram("fe80::8", 547, CLIENT, 546, message(7))
        .datagram("fe80::3", 546, "ff05::1:3", 547, message(11));
  }

  /// Each type from a client of its own.
  private static CaptureBuilder types() {
    CaptureBuilder b = CaptureBuilder.datagrams("crafted-types");
    for (int type = 0; type <= 36; type++) {
      b.datagram("fe80::1:" + type, 546, ALL_SERVERS, 547, message(type));
    }
    return b;
  }

  /// Answers, a relay's message, and a question to one server.
  private static CaptureBuilder servers() {
    return CaptureBuilder.datagrams("crafted-servers")
        .datagram("fe80::9", 547, ALL_SERVERS, 547, message(12))
        .datagram("fe80::9", 547, CLIENT, 546, message(2))
        .datagram(CLIENT, 546, "fe80::9", 547, message(5));
  }

  /// Too short; and from another port, the answer still goes to 546.
  private static CaptureBuilder odd() {
    return CaptureBuilder.datagrams("crafted-odd")
        .datagram("fe80::4", 546, ALL_SERVERS, 547, "\u0001\u0000\u0000")
        .datagram("fe80::5", 40_000, ALL_SERVERS, 547, message(1));
  }
}
