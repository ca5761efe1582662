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

  /// Lines of `conntrack -L`, without what the firewalls say to each other. What is left of an
  /// entry's life and who refers to it is each kernel's own; GRE's keys are not sent.
  static List<String> kernel(String list) {
    return list.lines()
        .filter(line -> !line.contains("=10.77.9.") && !line.contains("=10.77.8."))
        .map(line -> line.replaceFirst("^(\\S+ +\\d+) \\d+", "$1").replaceFirst(" use=\\d+", ""))
        .map(line -> line.replaceAll("(srckey|dstkey)=0x[0-9a-f]+", "$1=0x0"))
        .sorted()
        .toList();
  }

  /// Lines of `conntrack -L expect` without the seconds left.
  static List<String> kernelExpectations(String list) {
    return list.lines().map(line -> line.replaceFirst("^\\d+ ", "")).sorted().toList();
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
