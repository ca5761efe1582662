// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;
import relatd.sync.kernel.KernelLog;

/// Says nothing.
enum SilentLog implements KernelLog {
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
