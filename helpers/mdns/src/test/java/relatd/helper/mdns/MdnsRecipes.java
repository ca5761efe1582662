// SPDX-License-Identifier: Apache-2.0
package relatd.helper.mdns;

import java.util.List;
import relatd.helper.contract.CaptureBuilder;

/// Questions that a network does not show every day, and some that are none.
final class MdnsRecipes {
  private static final String ASKS = "\u0007printer\u0005local\u0000\u0000\u0001\u0000\u0001";
  private static final String QUESTION = header(0x0000, 1) + ASKS;
  private static final String GROUP4 = "224.0.0.251";
  private static final String GROUP6 = "ff02::fb";

  private MdnsRecipes() {}

  static List<CaptureBuilder> all() {
    return List.of(oneShot6(), twoAskers(), group(), notQuestions(), elsewhere());
  }

  private static String header(int flags, int questions) {
    return "\u0012\u0034"
        + (char) (flags >> 8)
        + (char) (flags & 0xff)
        + "\u0000"
        + (char) questions
        + "\u0000\u0000\u0000\u0000\u0000\u0000";
  }

  /// Asked twice, answered by two hosts; the wrong port answers, too.
  private static CaptureBuilder oneShot6() {
    return CaptureBuilder.datagrams("crafted-one-shot6")
        .datagram("fd77:1::2", 50_000, GROUP6, 5_353, QUESTION)
        .datagram("fd77:1::8", 5_353, "fd77:1::2", 50_000, header(0x8400, 1) + ASKS)
        .datagram("fd77:1::2", 50_000, GROUP6, 5_353, QUESTION)
        .datagram("fd77:1::9", 5_353, "fd77:1::2", 50_000, header(0x8400, 1) + ASKS)
        .datagram("fd77:1::9", 5_354, "fd77:1::2", 50_000, header(0x8400, 1) + ASKS);
  }

  private static CaptureBuilder twoAskers() {
    return CaptureBuilder.datagrams("crafted-two-askers")
        .datagram("10.77.1.2", 50_001, GROUP4, 5_353, QUESTION)
        .datagram("10.77.1.3", 50_001, GROUP4, 5_353, QUESTION)
        .datagram("10.77.1.2", 50_002, GROUP4, 5_353, header(0x0000, 2) + ASKS + ASKS);
  }

  /// From port 5353: answers go to the group.
  private static CaptureBuilder group() {
    return CaptureBuilder.datagrams("crafted-group")
        .datagram("10.77.1.2", 5_353, GROUP4, 5_353, QUESTION)
        .datagram("10.77.1.9", 5_353, GROUP4, 5_353, header(0x8400, 0) + "x");
  }

  /// A response, another opcode, no question, and too little.
  private static CaptureBuilder notQuestions() {
    return CaptureBuilder.datagrams("crafted-not-questions")
        .datagram("10.77.1.2", 50_010, GROUP4, 5_353, header(0x8400, 1) + ASKS)
        .datagram("10.77.1.2", 50_011, GROUP4, 5_353, header(0x2800, 1) + ASKS)
        .datagram("10.77.1.2", 50_012, GROUP4, 5_353, header(0x0000, 0) + ASKS)
        .datagram("10.77.1.2", 50_013, GROUP4, 5_353, header(0x0000, 1) + "\u0000\u0000\u0001")
        .datagram("10.77.1.2", 50_014, GROUP4, 5_353, "x");
  }

  /// To a single host, and to another group: the answer is a reply, or nobody's business.
  private static CaptureBuilder elsewhere() {
    return CaptureBuilder.datagrams("crafted-elsewhere")
        .datagram("10.77.1.2", 50_020, "10.77.2.2", 5_353, QUESTION)
        .datagram("10.77.2.2", 5_353, "10.77.1.2", 50_020, QUESTION)
        .datagram("10.77.1.2", 50_021, "239.255.255.250", 5_353, QUESTION);
  }
}
