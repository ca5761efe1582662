// SPDX-License-Identifier: Apache-2.0
package relatd.bench;

import relatd.conntrack.Expectation;
import relatd.helper.dispatch.Expectations;

/// A table in memory that keeps what was expected last: a policy of one, as FTP's is.
final class OneExpected implements Expectations {
  private Expectation last;
  private long created;

  @Override
  public Grant create(Expectation expectation) {
    if (last != null && last.isSameAs(expectation)) {
      return Grant.TAKEN;
    }
    last = expectation;
    created++;
    return Grant.CREATED;
  }

  @Override
  public void refresh(Expectation expectation) {}

  @Override
  public void delete(Expectation expectation) {
    last = null;
  }

  long created() {
    return created;
  }
}
