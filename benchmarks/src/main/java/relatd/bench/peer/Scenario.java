// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

/// Something that both products do.
interface Scenario {
  String name();

  /// Does it once with one product.
  void run(Product product, Outcome outcome) throws Exception;
}
