// SPDX-License-Identifier: Apache-2.0
package relatd.helper;

import relatd.conntrack.Protocol;

/// Layer 4 protocols that a helper can be attached to.
public enum Transport {
  TCP(Protocol.TCP),
  UDP(Protocol.UDP);

  private final int number;

  Transport(int number) {
    this.number = number;
  }

  /// IANA protocol number.
  public int number() {
    return number;
  }

  /// `tcp` or `udp`, as nfct and the configuration spell it.
  public String text() {
    return Protocol.name(number);
  }
}
