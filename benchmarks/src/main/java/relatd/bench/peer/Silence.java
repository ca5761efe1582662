// SPDX-License-Identifier: Apache-2.0
package relatd.bench.peer;

import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;
import relatd.sync.kernel.KernelLog;

/// Nothing to say.
enum Silence implements KernelLog {
  INSTANCE;

  @Override
  public void notice(String text) {}

  @Override
  public void warning(String text) {}

  @Override
  public void error(String text) {}

  @Override
  public void report(Conntrack entry) {}

  @Override
  public void report(Expectation entry) {}
}
