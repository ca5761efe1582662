// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalInt;

/// View of an acknowledgement or error (`struct nlmsgerr`), and of the status that ends a dump.
///
/// ```
///  0          16       20                      36
///  +----------+--------+-----------------------+----------------------+------------------
///  | nlmsghdr | error  | nlmsghdr of request   | its payload, unless  | attributes, if
///  | type 2   | i32    | len type flags seq pid| flag CAPPED          | flag ACK_TLVS
///  +----------+--------+-----------------------+----------------------+------------------
///  | type 3   | status |   (a DONE has nothing more)
/// ```
///
/// All in host order. The kernel fills in the attributes for few errors only (a top-level attribute
/// that fails its policy), so they are a supplement: the errno and what was asked for diagnose.
public final class ErrorMessage {
  private static final int STATUS = 16;
  private static final int REQUEST = 20;
  private static final int CAPPED_BYTES = 36;
  private static final int NLMSGERR_ATTR_MSG = 1;
  private static final int NLMSGERR_ATTR_OFFS = 2;

  private final Attributes attributes = new Attributes();
  private MemorySegment buffer = MemorySegment.NULL;
  private long at;
  private int length;
  private int flags;

  /// @throws MalformedMessage when the message has no room for a status
  public ErrorMessage wrap(MessageWalker message) {
    if (message.length() < REQUEST) {
      throw MalformedMessage.Cause.TRUNCATED.asException();
    }
    buffer = message.buffer();
    at = message.offset();
    length = message.length();
    flags = message.flags();
    return this;
  }

  /// Positive, as in `errno.h`; 0 for success.
  public int errno() {
    return -buffer.get(JAVA_INT_UNALIGNED, at + STATUS);
  }

  public boolean isSuccess() {
    return errno() == 0;
  }

  /// The kernel's own words, where it has any.
  public Optional<String> text() {
    Attributes found = find(NLMSGERR_ATTR_MSG);
    return found == null ? Optional.empty() : Optional.of(found.string());
  }

  /// Where in the request the attribute lies that the kernel dislikes, from its `nlmsghdr` on.
  public OptionalInt badAttribute() {
    Attributes found = find(NLMSGERR_ATTR_OFFS);
    if (found == null || found.length() != 4) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(buffer.get(JAVA_INT_UNALIGNED, found.offset()));
  }

  private Attributes find(int type) {
    long from = attributesOffset();
    if ((flags & Netlink.NLM_F_ACK_TLVS) == 0 || from > length) {
      return null;
    }
    attributes.wrap(buffer, at + from, at + length);
    while (attributes.next()) {
      if (attributes.type() == type) {
        return attributes;
      }
    }
    return null;
  }

  private long attributesOffset() {
    if ((flags & Netlink.NLM_F_CAPPED) != 0 || length < CAPPED_BYTES) {
      return CAPPED_BYTES;
    }
    long request = buffer.get(JAVA_INT_UNALIGNED, at + REQUEST) & 0xffff_ffffL;
    return REQUEST + (request + 3 & ~3L);
  }

  /// `nlmsg_type` of the refused request; 0 when it is not repeated.
  public int requestType() {
    return length < CAPPED_BYTES ? 0 : buffer.get(JAVA_SHORT_UNALIGNED, at + REQUEST + 4) & 0xffff;
  }
}
