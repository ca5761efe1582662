// SPDX-License-Identifier: Apache-2.0
package relatd.helper.dispatch;

import relatd.conntrack.Expectation;

/// Is told what helpers concluded. Called on the dispatcher's thread, during the packet that is the
/// reason.
public interface DispatchLog {
  /// An expectation stands (before its packet is accepted).
  ///
  /// @param expectation as granted, its timeout the one that counts
  void expected(Flow flow, Expectation expectation);

  void withdrawn(Flow flow, Expectation expectation);

  void refused(Flow flow, String reason);

  /// The flow is not read any more.
  void opaque(Flow flow, String reason);

  /// The packet was dropped.
  void dropped(Flow flow, String reason);

  /// A helper failed on this flow, which is accepted unread from here on.
  void fault(Flow flow, Throwable fault);

  /// A helper failed so often that it is taken out of service.
  void disabled(String helper);
}
