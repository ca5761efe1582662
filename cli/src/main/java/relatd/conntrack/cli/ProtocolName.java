// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.nio.file.Path;
import relatd.conntrack.Protocol;
import relatd.text.ProtocolList;

/// Numbers of protocol names: the tracked ones in any case, then the system's list, then numbers.
final class ProtocolName {
  private static final int[] TRACKED = {
    Protocol.TCP,
    Protocol.UDP,
    Protocol.UDPLITE,
    Protocol.SCTP,
    Protocol.DCCP,
    Protocol.GRE,
    Protocol.ICMP,
    Protocol.ICMPV6,
  };

  private ProtocolName() {}

  static int number(String word, Path list) {
    for (int protocol : TRACKED) {
      if (Protocol.name(protocol).equalsIgnoreCase(word)) {
        return protocol;
      }
    }
    if (!word.isEmpty() && word.charAt(0) >= '0' && word.charAt(0) <= '9') {
      try {
        return Numbers.anyBase(word, 0xff);
      } catch (UsageException outOfRange) {
        throw unsupported(word);
      }
    }
    return ProtocolList.number(word, list).orElseThrow(() -> unsupported(word));
  }

  static UsageException unsupported(String word) {
    return new UsageException("`" + word + "' unsupported protocol");
  }
}
