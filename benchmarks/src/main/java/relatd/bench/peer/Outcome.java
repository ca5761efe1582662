// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The samples of all rows, in the order in which they came.
final class Outcome {
  private final Map<Row, Map<Product, Samples>> rows = new LinkedHashMap<>();

  void add(Row row, Product product, double value) {
    rows.computeIfAbsent(row, _ -> new LinkedHashMap<>())
        .computeIfAbsent(product, _ -> new Samples())
        .add(value);
  }

  Set<Row> rows() {
    return rows.keySet();
  }

  /// Empty samples where the product was not measured.
  Samples of(Row row, Product product) {
    return rows.get(row).getOrDefault(product, new Samples());
  }
}
