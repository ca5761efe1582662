// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

/// What the configuration says about the content of messages.
///
/// @param timeouts whether timeouts are sent: not where this node has a `CommitTimeout`
/// @param windowTracking `TCPWindowTracking`: whether TCP window scales are sent
public record WireOptions(boolean timeouts, boolean windowTracking) {
  /// conntrackd's defaults.
  public static final WireOptions DEFAULT = new WireOptions(true, false);
}
