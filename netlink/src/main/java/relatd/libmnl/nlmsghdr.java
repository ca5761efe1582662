// SPDX-License-Identifier: Apache-2.0
package relatd.libmnl;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;

/// `struct nlmsghdr` of `linux/netlink.h`: the head of every message, host order.
///
/// ```
///  0        4      6      8        12       16
///  +--------+------+------+--------+--------+
///  | len    | type | flags| seq    | pid    |
///  +--------+------+------+--------+--------+
/// ```
public final class nlmsghdr {
  public static final MemoryLayout LAYOUT =
      MemoryLayout.structLayout(
              JAVA_INT.withName("nlmsg_len"),
              JAVA_SHORT.withName("nlmsg_type"),
              JAVA_SHORT.withName("nlmsg_flags"),
              JAVA_INT.withName("nlmsg_seq"),
              JAVA_INT.withName("nlmsg_pid"))
          .withName("nlmsghdr");

  private nlmsghdr() {}

  public static int nlmsg_len(MemorySegment struct) {
    return struct.get(JAVA_INT, 0);
  }

  public static int nlmsg_flags(MemorySegment struct) {
    return struct.get(JAVA_SHORT, 6) & 0xffff;
  }

  public static void nlmsg_flags(MemorySegment struct, int value) {
    struct.set(JAVA_SHORT, 6, (short) value);
  }

  public static void nlmsg_seq(MemorySegment struct, int value) {
    struct.set(JAVA_INT, 8, value);
  }
}
