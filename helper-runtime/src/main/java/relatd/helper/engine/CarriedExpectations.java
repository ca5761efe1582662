// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import relatd.conntrack.Address;
import relatd.conntrack.Expectation;
import relatd.helper.dispatch.Expectations;

/// Expectations of connections that carry a helper of the kernel's own ([Carrier]): that one has a
/// single class, whatever classes ours has, and knows no helper of ours by name.
final class CarriedExpectations implements Expectations {
  private final Expectations table;

  CarriedExpectations(Expectations table) {
    this.table = table;
  }

  @Override
  public Grant create(Expectation expectation) {
    return table.create(carried(expectation));
  }

  @Override
  public boolean isBetween(Address one, Address other) {
    return table.isBetween(one, other);
  }

  @Override
  public void refresh(Expectation expectation) {
    table.refresh(carried(expectation));
  }

  @Override
  public void delete(Expectation expectation) {
    table.delete(carried(expectation));
  }

  private static Expectation carried(Expectation expectation) {
    return expectation.inClass(0).namingHelper("");
  }
}
