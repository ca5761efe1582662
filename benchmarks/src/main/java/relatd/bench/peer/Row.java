// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

/// One figure that both products are compared by.
///
/// @param scenario letter and words: what is done
/// @param label what is measured
/// @param level the ratio, ours to the original's, that is to be reached: at most this where less
///   is better, at least this where more is
record Row(String scenario, String label, String unit, boolean lessIsBetter, double level) {
  static Row less(String scenario, String label, String unit, double level) {
    return new Row(scenario, label, unit, true, level);
  }

  static Row more(String scenario, String label, String unit, double level) {
    return new Row(scenario, label, unit, false, level);
  }

  boolean isReached(double ratio) {
    return lessIsBetter ? ratio <= level : ratio >= level;
  }
}
