// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;

/// Says nothing: for rehearsals and benchmarks, whose entries are nobody's.
public enum SilentLog implements KernelLog {
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
