// SPDX-License-Identifier: Apache-2.0
package relatd.sync.kernel;

import static relatd.ctnetlink.Cta.CTA_COUNTERS_BYTES;
import static relatd.ctnetlink.Cta.CTA_COUNTERS_ORIG;
import static relatd.ctnetlink.Cta.CTA_COUNTERS_PACKETS;
import static relatd.ctnetlink.Cta.CTA_COUNTERS_REPLY;

import relatd.ctnetlink.ConntrackMessage;
import relatd.netlink.Attributes;

/// What ended connections have transported: "traffic processed" of `conntrackd -s`. Stays 0 where
/// the kernel does not count (`nf_conntrack_acct`). Cumulative; one writer.
///
/// Better than the original: a connection's counters are added whole, where it adds their lower 32
/// bits.
public final class TrafficCounters {
  private final Attributes holder = new Attributes();
  private final Attributes nest = new Attributes();
  private long bytes;
  private long packets;

  public TrafficCounters() {}

  /// Adds both directions of a connection that has ended.
  public void add(ConntrackMessage event) {
    add(event, CTA_COUNTERS_ORIG);
    add(event, CTA_COUNTERS_REPLY);
  }

  private void add(ConntrackMessage event, int direction) {
    if (!event.seek(direction, holder)) {
      return;
    }
    holder.nest(nest);
    while (nest.next()) {
      switch (nest.type()) {
        case CTA_COUNTERS_BYTES -> bytes += nest.u64();
        case CTA_COUNTERS_PACKETS -> packets += nest.u64();
        default -> {}
      }
    }
  }

  public long bytes() {
    return bytes;
  }

  public long packets() {
    return packets;
  }

  public String summary() {
    return """
    traffic processed:
    %20s Bytes      %20s Pckts

    """
        .formatted(Long.toUnsignedString(bytes), Long.toUnsignedString(packets));
  }
}
