// SPDX-License-Identifier: Apache-2.0
package relatd.libmnl;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;

/// `struct nfgenmsg` of `linux/netfilter/nfnetlink.h`, behind the `nlmsghdr`; `res_id` in network
/// order.
///
/// ```
///  0        1         2        4
///  +--------+---------+--------+
///  | family | version | res_id |
///  +--------+---------+--------+
/// ```
public final class nfgenmsg {
  public static final MemoryLayout LAYOUT =
      MemoryLayout.structLayout(
              JAVA_BYTE.withName("nfgen_family"),
              JAVA_BYTE.withName("version"),
              JAVA_SHORT.withName("res_id"))
          .withName("nfgenmsg");

  private nfgenmsg() {}
}
