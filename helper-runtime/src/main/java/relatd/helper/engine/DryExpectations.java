// SPDX-License-Identifier: Apache-2.0
package relatd.helper.engine;

import relatd.conntrack.Expectation;
import relatd.helper.dispatch.Expectations;

/// Grants everything and makes nothing: a dry run.
final class DryExpectations implements Expectations {

  @Override
  public Grant create(Expectation expectation) {
    return Grant.CREATED;
  }

  @Override
  public void refresh(Expectation expectation) {}

  @Override
  public void delete(Expectation expectation) {}
}
