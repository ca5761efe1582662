// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/// Steps over the messages of one datagram.
///
/// ```
///  0        4      6      8        12       16       17       18       20
///  +--------+------+------+--------+--------+--------+--------+--------+------------
///  | len    | type | flags| seq    | pid    | family | version| res_id | attributes
///  +--------+------+------+--------+--------+--------+--------+--------+------------
///  `- nlmsghdr, host order --------------- -´`- nfgenmsg, res_id in network order
/// ```
///
/// Valid until the bytes below it change.
public final class MessageWalker {
  /// `sizeof(struct nlmsghdr)`.
  public static final int HEADER = 16;

  /// Where the attributes of an nfnetlink message begin.
  public static final int NFNETLINK_HEADER = 20;

  private MemorySegment buffer = MemorySegment.NULL;
  private long at;
  private long next;
  private long end;
  private int length;

  /// Starts over with the datagram at `[from, from + size)`.
  public MessageWalker wrap(MemorySegment buffer, long from, long size) {
    this.buffer = buffer;
    this.next = from;
    this.end = from + size;
    return this;
  }

  /// Moves to the next message; false at the end of the datagram.
  ///
  /// @throws MalformedMessage when what is left is no message; the walk is over then
  public boolean next() {
    if (next >= end) {
      return false;
    }
    at = next;
    long left = end - at;
    if (left < HEADER) {
      next = end;
      throw MalformedMessage.Cause.TRUNCATED.asException();
    }
    length = buffer.get(JAVA_INT_UNALIGNED, at);
    if (length < HEADER || length > left) {
      next = end;
      throw MalformedMessage.Cause.TRUNCATED.asException();
    }
    next = at + (length + 3L & ~3L);
    return true;
  }

  public MemorySegment buffer() {
    return buffer;
  }

  /// Offset of the current message's header.
  public long offset() {
    return at;
  }

  /// `nlmsg_len`, header included.
  public int length() {
    return length;
  }

  /// `nlmsg_type`: subsystem and operation for nfnetlink.
  public int type() {
    return buffer.get(JAVA_SHORT_UNALIGNED, at + 4) & 0xffff;
  }

  public int subsystem() {
    return type() >>> 8;
  }

  public int operation() {
    return type() & 0xff;
  }

  public int flags() {
    return buffer.get(JAVA_SHORT_UNALIGNED, at + 6) & 0xffff;
  }

  public int sequence() {
    return buffer.get(JAVA_INT_UNALIGNED, at + 8);
  }

  /// `nlmsg_pid`: the port that caused an event, 0 for the kernel itself.
  public int portId() {
    return buffer.get(JAVA_INT_UNALIGNED, at + 12);
  }

  /// `nfgen_family`.
  ///
  /// @throws MalformedMessage when the message is too short to have one
  public int family() {
    requireNfnetlink();
    return buffer.get(JAVA_BYTE, at + 16) & 0xff;
  }

  /// `nfgenmsg.res_id`: queue or CPU number.
  public int resourceId() {
    requireNfnetlink();
    return (buffer.get(JAVA_BYTE, at + 18) & 0xff) << 8 | buffer.get(JAVA_BYTE, at + 19) & 0xff;
  }

  /// The attributes behind the nfnetlink header.
  public Attributes attributes(Attributes into) {
    requireNfnetlink();
    return into.wrap(buffer, at + NFNETLINK_HEADER, at + length);
  }

  private void requireNfnetlink() {
    if (length < NFNETLINK_HEADER) {
      throw MalformedMessage.Cause.TRUNCATED.asException();
    }
  }
}
