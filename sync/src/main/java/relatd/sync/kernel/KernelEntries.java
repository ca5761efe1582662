// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;

/// Takes the entries of a dump or the answer of a look-up. Views are valid during the call.
public interface KernelEntries {
  void conntrack(ConntrackMessage entry);

  default void expectation(ExpectMessage entry) {}
}
