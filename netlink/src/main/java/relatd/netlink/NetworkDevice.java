// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

/// A network device as the kernel's link messages tell it.
///
/// @param index number that stays while the device is there
/// @param flags `IFF_*` of `linux/if.h`
/// @param mtu bytes of the largest packet; 0 when it was not told
/// @param removed this was its last message
public record NetworkDevice(int index, String name, int flags, int mtu, boolean removed) {
  static final int IFF_UP = 0x1;
  static final int IFF_RUNNING = 0x40;

  /// Whether the administrator has switched it on.
  public boolean isUp() {
    return !removed && (flags & IFF_UP) != 0;
  }

  /// Whether it has a carrier; a device that is down may still say so.
  public boolean isRunning() {
    return !removed && (flags & IFF_RUNNING) != 0;
  }
}
