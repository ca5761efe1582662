// SPDX-License-Identifier: Apache-2.0
package relatd.helper.slp;

import java.util.List;
import relatd.helper.contract.CaptureBuilder;

/// Requests of both versions to every kind of group, and what is no request.
final class SlpRecipes {
  private static final String BODY = "\u0000\u0000\u0000\u000fservice:printer";
  private static final String GROUP = "239.255.255.253";

  private SlpRecipes() {}

  static List<CaptureBuilder> all() {
    return List.of(groups6(), functions(), versionOne(), broadcast(), notRequests());
  }

  private static String request(int function, int flags, String body) {
    int length = 14 + body.length();
    return "\u0002"
        + (char) function
        + "\u0000"
        + (char) (length >> 8)
        + (char) (length & 0xff)
        + (char) (flags >> 8)
        + (char) (flags & 0xff)
        + "\u0000\u0000\u0000QP\u0000\u0000"
        + body;
  }

  private static String requestOne(int function, String body) {
    int length = 12 + body.length();
    return "\u0001"
        + (char) function
        + (char) (length >> 8)
        + (char) (length & 0xff)
        + "\u0000\u0000enQP\u0000\u0003"
        + body;
  }

  private static CaptureBuilder groups6() {
    String asks = request(1, 0x2000, BODY);
    return CaptureBuilder.datagrams("crafted-groups6")
        .datagram("fd77:1::2", 50_000, "ff05::116", 427, asks)
        .datagram("fd77:1::9", 427, "fd77:1::2", 50_000, request(2, 0, BODY))
        .datagram("fd77:1::2", 50_001, "ff02::1:1000", 427, asks)
        .datagram("fd77:1::2", 50_002, "ff02::1:13ff", 427, asks)
        .datagram("fd77:1::2", 50_003, "ff02::1:1400", 427, asks)
        .datagram("fd77:1::2", 50_004, "ff15::116", 427, asks)
        .datagram("fd77:1::2", 50_005, "fd77:2::2", 427, asks);
  }

  private static CaptureBuilder functions() {
    CaptureBuilder b = CaptureBuilder.datagrams("crafted-functions");
    for (int function = 0; function <= 11; function++) {
      b.datagram("10.77.1.2", 50_010 + function, GROUP, 427, request(function, 0x2000, BODY));
    }
    return b;
  }

  private static CaptureBuilder versionOne() {
    return CaptureBuilder.datagrams("crafted-version-one")
        .datagram("10.77.1.2", 50_030, "224.0.1.22", 427, requestOne(1, BODY))
        .datagram("10.77.1.2", 50_031, "224.0.1.22", 427, requestOne(3, BODY))
        .datagram("10.77.1.2", 50_032, "255.255.255.255", 427, requestOne(6, BODY));
  }

  /// A network's broadcast address is known by what the request says of itself.
  private static CaptureBuilder broadcast() {
    return CaptureBuilder.datagrams("crafted-broadcast")
        .datagram("10.77.1.2", 50_042, "10.77.1.255", 427, request(1, 0, BODY))
        .datagram("10.77.1.2", 50_041, "10.77.1.255", 427, request(1, 0x2000, BODY))
        .datagram("10.77.1.2", 50_043, "10.77.1.255", 427, requestOne(1, BODY))
        .datagram("10.77.1.2", 50_044, "10.77.1.9", 427, request(1, 0x2000, BODY));
  }

  /// Other lengths than they say, another version, too short.
  private static CaptureBuilder notRequests() {
    return CaptureBuilder.datagrams("crafted-not-requests")
        .datagram("10.77.1.2", 50_050, GROUP, 427, request(1, 0x2000, BODY) + "x")
        .datagram("10.77.1.2", 50_051, GROUP, 427, "\u0003" + request(1, 0, BODY).substring(1))
        .datagram("10.77.1.2", 50_052, GROUP, 427, "\u0002\u0001\u0000\u0000\u0005")
        .datagram("10.77.1.2", 50_053, GROUP, 427, "\u0002\u0001\u0000\u0000\u000cabcdefg")
        .datagram("10.77.1.2", 50_054, "239.255.255.250", 427, request(1, 0x2000, BODY));
  }
}
