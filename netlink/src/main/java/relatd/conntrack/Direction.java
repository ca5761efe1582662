// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

/// Direction of a packet within its connection: ORIGINAL is the way of the packet that opened it.
public enum Direction {
  ORIGINAL,
  REPLY;

  /// 0 or 1, the kernel's `IP_CT_DIR_*`.
  public int number() {
    return ordinal();
  }

  public Direction opposite() {
    return this == ORIGINAL ? REPLY : ORIGINAL;
  }
}
