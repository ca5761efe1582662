// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;

/// Lines of `conntrackd -i` and `-e`, made comparable with each other: an external entry has no
/// reply tuple, and ages and order are each cache's own.
final class CacheLines {
  private static final String TUPLE =
      "src=\\S+ dst=\\S+(?: (?:sport|srckey|type)=\\S+ (?:dport|dstkey|code)=\\S+)?(?: id=\\d+)?";

  private CacheLines() {}

  static List<String> comparable(String dump) {
    return dump.lines().map(CacheLines::line).sorted().toList();
  }

  private static String line(String line) {
    String ageless = line.replaceAll(" \\[(active since|expires in) \\d+s\\]", "");
    return ageless.startsWith("proto=")
        ? ageless
        : ageless
            .replaceFirst("(" + TUPLE + ")( zone-orig=\\d+)?( \\[UNREPLIED\\])? " + TUPLE, "$1$3")
            .replaceFirst(" zone-reply=\\d+", "")
            .replaceAll("(srckey|dstkey)=0x[0-9a-f]+", "$1=0x0"); // keys are not sent
  }
}
