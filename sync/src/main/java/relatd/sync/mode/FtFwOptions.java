// SPDX-License-Identifier: Apache-2.0
package relatd.sync.mode;

/// @param ackWindowSize `ACKWindowSize`: messages that one acknowledgement covers at most
/// @param resendQueueSize `ResendQueueSize`: what is kept unacknowledged at most, at least 1
public record FtFwOptions(int ackWindowSize, int resendQueueSize) {
  /// What conntrackd 1.4.7 takes when the configuration says nothing.
  public static final FtFwOptions DEFAULT = new FtFwOptions(300, 131072);

  public FtFwOptions {
    if (ackWindowSize < 1 || resendQueueSize < 1) {
      throw new IllegalArgumentException("ACKWindowSize and ResendQueueSize are at least 1");
    }
  }
}
