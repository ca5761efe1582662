// SPDX-License-Identifier: Apache-2.0
package relatd.libnetfilter_queue;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// `struct nfqnl_msg_packet_hdr`: packed, network order.
///
/// ```
///  0           4             6      7
///  +-----------+-------------+------+
///  | packet_id | hw_protocol | hook |
///  +-----------+-------------+------+
/// ```
public final class nfqnl_msg_packet_hdr {
  public static final MemoryLayout LAYOUT =
      MemoryLayout.structLayout(
              JAVA_INT_UNALIGNED.withName("packet_id"),
              JAVA_SHORT_UNALIGNED.withName("hw_protocol"),
              JAVA_BYTE.withName("hook"))
          .withName("nfqnl_msg_packet_hdr");

  /// `sizeof(struct nfqnl_msg_packet_hdr)`
  public static final int BYTES = 7;

  private static final ValueLayout.OfInt U32_BE =
      JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfShort U16_BE =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private nfqnl_msg_packet_hdr() {}

  /// @param offset where the struct begins in the segment
  public static int packet_id(MemorySegment segment, long offset) {
    return segment.get(U32_BE, offset);
  }

  public static int hw_protocol(MemorySegment segment, long offset) {
    return segment.get(U16_BE, offset + 4) & 0xffff;
  }

  public static int hook(MemorySegment segment, long offset) {
    return segment.get(JAVA_BYTE, offset + 6) & 0xff;
  }
}
