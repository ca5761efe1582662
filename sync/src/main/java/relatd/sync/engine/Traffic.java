// SPDX-License-Identifier: Apache-2.0
package relatd.sync.engine;

import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.Cta;
import relatd.netlink.Attributes;

/// "traffic processed" of `conntrackd -s`: what ended connections have carried, in both directions.
/// Stays zero unless the kernel counts (`nf_conntrack_acct`).
public final class Traffic {

  private final Attributes holder = new Attributes();
  private final Attributes counter = new Attributes();
  private long packets;
  private long bytes;

  void add(ConntrackMessage ended) {
    add(ended, Cta.CTA_COUNTERS_ORIG);
    add(ended, Cta.CTA_COUNTERS_REPLY);
  }

  private void add(ConntrackMessage ended, int direction) {
    if (!ended.seek(direction, holder)) {
      return;
    }
    holder.nest(counter);
    while (counter.next()) {
      switch (counter.type()) {
        case Cta.CTA_COUNTERS_PACKETS -> packets += counter.u64();
        case Cta.CTA_COUNTERS_BYTES -> bytes += counter.u64();
        default -> {}
      }
    }
  }

  public long packets() {
    return packets;
  }

  public long bytes() {
    return bytes;
  }

  /// The block of `conntrackd -s`.
  public String text() {
    return "traffic processed:\n%20s Bytes      %20s Pckts\n\n"
        .formatted(Long.toUnsignedString(bytes), Long.toUnsignedString(packets));
  }
}
