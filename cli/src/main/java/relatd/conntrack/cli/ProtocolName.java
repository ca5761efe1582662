// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import relatd.conntrack.Protocol;

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
    int listed = listed(word, list);
    if (listed < 0) {
      throw unsupported(word);
    }
    return listed;
  }

  /// Lines `NAME NUMBER ALIAS...`, with comments; -1 for a name that is not there.
  private static int listed(String word, Path list) {
    String text;
    try {
      text = Files.readString(list, StandardCharsets.ISO_8859_1);
    } catch (IOException missing) {
      return -1;
    }
    for (String line : text.split("\n")) {
      int comment = line.indexOf('#');
      String[] fields = (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+");
      for (int i = 0; i < fields.length && fields.length > 1; i++) {
        if (i != 1 && fields[i].equals(word)) {
          return Numbers.octet(fields[1]);
        }
      }
    }
    return -1;
  }

  static UsageException unsupported(String word) {
    return new UsageException("`" + word + "' unsupported protocol");
  }
}
