// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

/// What `conntrackd -s rsqueue` lists: unacknowledged messages, by ascending sequence number.
public interface ResendListing {
  /// A conntrack or an expectation.
  void entry(int number);

  /// A control message.
  ///
  /// @param flags without those of greetings
  void control(int number, int flags);
}
