// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;

/// Takes what the kernel tells. Views are valid during the call.
public interface KernelEvents {
  /// A look at conntracks that [#conntrack] will be told of next, one by one and in this order, so
  /// that what is known of them can be fetched from memory together.
  ///
  /// @param events the first `count` of them
  default void coming(ConntrackMessage[] events, int count) {}

  void conntrack(ConntrackMessage event, Origin origin);

  void expectation(ExpectMessage event, Origin origin);

  /// Events were lost and the queue behind the loss has been read to its end: only a dump tells the
  /// truth now. `NetlinkOverrunResync` says how long to wait for it.
  void resyncNeeded();
}
