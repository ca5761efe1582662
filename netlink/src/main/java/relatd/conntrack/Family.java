// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

import java.util.Optional;

/// Layer 3 protocol of a tuple, with the kernel's numbers (`AF_INET`, `AF_INET6`) and nfct's names.
public enum Family {
  INET(2, "inet", 4),
  INET6(10, "inet6", 16);

  private final int number;
  private final String text;
  private final int addressBytes;

  Family(int number, String text, int addressBytes) {
    this.number = number;
    this.text = text;
    this.addressBytes = addressBytes;
  }

  /// The family of a number; empty for all others.
  public static Optional<Family> of(int number) {
    return number == INET.number
        ? Optional.of(INET)
        : number == INET6.number ? Optional.of(INET6) : Optional.empty();
  }

  /// `AF_INET` (2) or `AF_INET6` (10), as in `nfgenmsg.nfgen_family`.
  public int number() {
    return number;
  }

  /// `inet` or `inet6`, as nfct and the configuration spell it.
  public String text() {
    return text;
  }

  /// Length of one address on the wire, in bytes.
  public int addressBytes() {
    return addressBytes;
  }
}
