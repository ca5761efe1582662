// SPDX-License-Identifier: Apache-2.0
package relatd.libmnl;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;

/// `struct nlattr` of `linux/netlink.h`: the head of an attribute, host order.
///
/// ```
///  0      2      4
///  +------+------+
///  | len  | type |   len counts these four bytes, and no padding
///  +------+------+
/// ```
public final class nlattr {
  public static final MemoryLayout LAYOUT =
      MemoryLayout.structLayout(JAVA_SHORT.withName("nla_len"), JAVA_SHORT.withName("nla_type"))
          .withName("nlattr");

  /// `MNL_ATTR_HDRLEN`
  public static final int BYTES = 4;

  private nlattr() {}

  /// @param offset where the struct begins in the segment
  public static int nla_len(MemorySegment segment, long offset) {
    return segment.get(JAVA_SHORT_UNALIGNED, offset) & 0xffff;
  }
}
