// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.util.Locale;

/// The table: a line for each figure, ours beside the original's.
record Report(Product ours, Product peer) {
  private static final String LINE =
      "| %-36s | %-30s | %-5s | %10s | %19s | %10s | %19s | %6s | %-17s |%n";

  void print(Outcome outcome) {
    System.out.printf(
        LINE,
        "scenario",
        "figure",
        "unit",
        ours.name(),
        "spread",
        peer.name(),
        "spread",
        "ratio",
        "level");
    System.out.println("|---|---|---|---:|---:|---:|---:|---:|---|");
    for (Row row : outcome.rows()) {
      Samples mine = outcome.of(row, ours);
      Samples theirs = outcome.of(row, peer);
      System.out.printf(
          LINE,
          row.scenario(),
          row.label(),
          row.unit(),
          median(mine),
          spread(mine),
          median(theirs),
          spread(theirs),
          ratio(mine, theirs),
          level(row, mine, theirs));
    }
  }

  private static String median(Samples samples) {
    return samples.isEmpty() ? "-" : number(samples.median());
  }

  private static String spread(Samples samples) {
    return samples.isEmpty() ? "-" : number(samples.least()) + ".." + number(samples.most());
  }

  private static String ratio(Samples mine, Samples theirs) {
    return mine.isEmpty() || theirs.isEmpty() || theirs.median() == 0
        ? "-"
        : String.format(Locale.ROOT, "%.2f", mine.median() / theirs.median());
  }

  private static String level(Row row, Samples mine, Samples theirs) {
    return mine.isEmpty() || theirs.isEmpty() ? "" : row.verdict(mine.median(), theirs.median());
  }

  static String number(double value) {
    if (Math.abs(value) >= 1000) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
  }
}
