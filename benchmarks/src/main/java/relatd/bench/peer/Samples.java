// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.util.ArrayList;
import java.util.List;

/// What was measured of one row for one product.
final class Samples {
  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double least() {
    return values.stream().mapToDouble(value -> value).min().orElse(Double.NaN);
  }

  double most() {
    return values.stream().mapToDouble(value -> value).max().orElse(Double.NaN);
  }
}
