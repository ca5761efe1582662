// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

/// One figure that both products are compared by.
///
/// @param scenario letter and words: what is done
/// @param label what is measured
record Row(String scenario, String label, String unit, Level level) {

  /// What is to be reached.
  sealed interface Level {
    /// Ours to the original's.
    record Ratio(double bound, boolean lessIsBetter) implements Level {}

    /// Ours alone, at most.
    record Absolute(double bound) implements Level {}

    /// Nothing: shown for comparison.
    record None() implements Level {}
  }

  static Row less(String scenario, String label, String unit, double ratio) {
    return new Row(scenario, label, unit, new Level.Ratio(ratio, true));
  }

  static Row more(String scenario, String label, String unit, double ratio) {
    return new Row(scenario, label, unit, new Level.Ratio(ratio, false));
  }

  static Row atMost(String scenario, String label, String unit, double bound) {
    return new Row(scenario, label, unit, new Level.Absolute(bound));
  }

  static Row shown(String scenario, String label, String unit) {
    return new Row(scenario, label, unit, new Level.None());
  }

  /// What the table says of it; empty where there is nothing to compare.
  String verdict(double mine, double theirs) {
    return switch (level) {
      case Level.Ratio(double bound, boolean lessIsBetter) -> {
        if (theirs == 0) {
          yield "";
        }
        double ratio = mine / theirs;
        boolean reached = lessIsBetter ? ratio <= bound : ratio >= bound;
        yield "%s %s times %s"
            .formatted(lessIsBetter ? "<=" : ">=", Report.number(bound), word(reached));
      }
      case Level.Absolute(double bound) ->
          "<= %s %s %s".formatted(Report.number(bound), unit, word(mine <= bound));
      case Level.None() -> "";
    };
  }

  private static String word(boolean reached) {
    return reached ? "yes" : "no";
  }
}
