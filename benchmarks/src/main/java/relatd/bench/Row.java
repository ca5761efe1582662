// SPDX-License-Identifier: Apache-2.0
package relatd.bench;

import java.util.List;
import java.util.Locale;

/// A line of the table. Time is shown as median, least and most, because other work on the machine
/// only ever adds; memory as the least, because what the virtual machine's own threads allocate
/// meanwhile is counted with it.
///
/// @param family IPv4 or IPv6
/// @param packets that one operation sends
/// @param nanos an operation takes, one figure for each round
/// @param bytes an operation allocates, as many; empty where nobody counts
record Row(String words, String family, int packets, List<Double> nanos, List<Double> bytes) {
  private static final String FORMAT = "| %-43s | %-4s | %7s | %9s | %9s | %9s | %7s |";

  Row {
    nanos = nanos.stream().sorted().toList();
    bytes = bytes.stream().sorted().toList();
  }

  static String head() {
    return FORMAT.formatted("case", "IP", "packets", "ns/op", "least", "most", "B/op")
        + "\n|---|---|---:|---:|---:|---:|---:|";
  }

  String text() {
    return FORMAT.formatted(
        words,
        family,
        packets,
        number(median(nanos)),
        number(nanos.getFirst()),
        number(nanos.getLast()),
        bytes.isEmpty() ? "-" : number(bytes.getFirst()));
  }

  private static double median(List<Double> sorted) {
    return sorted.get((sorted.size() - 1) / 2);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
