// SPDX-License-Identifier: Apache-2.0
package relatd.libnetfilter_queue;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemoryLayout;

/// `struct nfqnl_msg_verdict_hdr`: network order.
///
/// ```
///  0         4      8
///  +---------+------+
///  | verdict | id   |
///  +---------+------+
/// ```
public final class nfqnl_msg_verdict_hdr {
  public static final MemoryLayout LAYOUT =
      MemoryLayout.structLayout(JAVA_INT.withName("verdict"), JAVA_INT.withName("id"))
          .withName("nfqnl_msg_verdict_hdr");

  private nfqnl_msg_verdict_hdr() {}
}
