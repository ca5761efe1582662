// SPDX-License-Identifier: Apache-2.0
package relatd.sync.channel;

import relatd.netlink.NetworkDevice;

/// How a link's device is, in the words of `conntrackd -s link`.
public enum LinkStatus {
  RUNNING("RUNNING"),
  /// Up, but without carrier.
  NO_CARRIER("NO-CARRIER"),
  DOWN("DOWN");

  private final String text;

  LinkStatus(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  static LinkStatus of(NetworkDevice device) {
    if (!device.isUp()) {
      return DOWN;
    }
    return device.isRunning() ? RUNNING : NO_CARRIER;
  }
}
