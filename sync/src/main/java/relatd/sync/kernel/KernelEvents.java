// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;

/// Takes what the kernel tells. Views are valid during the call.
public interface KernelEvents {
  void conntrack(ConntrackMessage event, Origin origin);

  void expectation(ExpectMessage event, Origin origin);

  /// Events were lost and the queue behind the loss has been read to its end: only a dump tells the
  /// truth now. `NetlinkOverrunResync` says how long to wait for it.
  void resyncNeeded();
}
