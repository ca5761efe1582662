// SPDX-License-Identifier: Apache-2.0
package relatd.nfqueue;

/// What becomes of a queued packet (`NF_DROP` ... of `linux/netfilter.h`).
public enum Verdict {
  DROP(0),
  ACCEPT(1),

  /// Once more through the present hook: the packet comes back under a new id, its connection
  /// confirmed by then. Not for connections with sequence adjustment, which would be applied twice.
  REPEAT(4);

  private final int number;

  Verdict(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
