// SPDX-License-Identifier: Apache-2.0
package relatd.netlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// A whole message, copied: for traces and tests. It prints itself with the attributes' names, and
/// writes itself again byte for byte.
///
/// The engines use views instead; this one makes an object per attribute.
public final class AttributeTree {
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int RTM_NEWLINK = 16;
  private static final int RTM_SETLINK = 19;
  private static final int NFGENMSG = 4;
  private static final int IFINFOMSG = 16;

  /// One attribute.
  sealed interface Node {
    int rawType();

    int length();

    default int number() {
      return rawType() & 0x3fff;
    }

    default boolean isNested() {
      return (rawType() & 0x8000) != 0;
    }
  }

  /// @param length header included
  record Nest(int rawType, int length, AttributeNames names, List<Node> nodes) implements Node {}

  record Value(int rawType, byte[] bytes) implements Node {
    @Override
    public int length() {
      return bytes.length + 4;
    }
  }

  final int length;
  final int type;
  final int flags;
  final int sequence;
  final int portId;

  /// What stands between the message's header and its attributes.
  final byte[] fixed;

  final AttributeNames names;
  final List<Node> nodes;

  private AttributeTree(MessageWalker message) {
    length = message.length();
    type = message.type();
    flags = message.flags();
    sequence = message.sequence();
    portId = message.portId();
    int payload = length - MessageWalker.HEADER;
    int before = fixedBytes(message, payload);
    if (before > payload) {
      throw MalformedMessage.Cause.TRUNCATED.asException();
    }
    fixed = new byte[before];
    long start = message.offset() + MessageWalker.HEADER;
    MemorySegment.copy(message.buffer(), JAVA_BYTE, start, fixed, 0, before);
    names = isFlat() ? AttributeNames.NONE : AttributeNames.of(type);
    Attributes attributes = new Attributes();
    nodes =
        read(attributes.wrap(message.buffer(), start + before, message.offset() + length), names);
  }

  /// Copies the message that the walker stands on.
  ///
  /// @throws MalformedMessage where an attribute overruns what holds it
  public static AttributeTree of(MessageWalker message) {
    return new AttributeTree(message);
  }

  private int fixedBytes(MessageWalker message, int payload) {
    if (isLink()) {
      return IFINFOMSG;
    }
    return switch (type) {
      case NLMSG_DONE -> payload;
      case NLMSG_ERROR ->
          (flags & NetlinkFlags.NLM_F_ACK_TLVS) == 0 ? payload : echoBytes(message, payload);
      default -> NFGENMSG;
    };
  }

  /// The error number and the request, which is cut to its header by NETLINK_CAP_ACK.
  private int echoBytes(MessageWalker message, int payload) {
    if (payload < 4 + MessageWalker.HEADER) {
      throw MalformedMessage.Cause.TRUNCATED.asException();
    }
    if ((flags & NetlinkFlags.NLM_F_CAPPED) != 0) {
      return 4 + MessageWalker.HEADER;
    }
    long request = message.offset() + MessageWalker.HEADER + 4;
    long echoed = message.buffer().get(JAVA_INT_UNALIGNED, request) & 0xffff_ffffL;
    if (echoed > payload - 4) {
      throw MalformedMessage.Cause.TRUNCATED.asException();
    }
    return (int) Math.min(payload, 4 + (echoed + 3 & ~3));
  }

  private static List<Node> read(Attributes attributes, AttributeNames names) {
    List<Node> nodes = new ArrayList<>();
    while (attributes.next()) {
      int number = attributes.type();
      nodes.add(
          attributes.isNested() && names.isNest(number)
              ? nest(attributes, names.inside(number))
              : new Value(attributes.rawType(), attributes.bytes()));
    }
    return List.copyOf(nodes);
  }

  private static Nest nest(Attributes attributes, AttributeNames inside) {
    List<Node> nodes = read(attributes.nest(new Attributes()), inside);
    return new Nest(attributes.rawType(), attributes.length() + 4, inside, nodes);
  }

  boolean isError() {
    return type == NLMSG_ERROR;
  }

  boolean isDone() {
    return type == NLMSG_DONE;
  }

  boolean isLink() {
    return type >= RTM_NEWLINK && type <= RTM_SETLINK;
  }

  /// Answers of counters, whose attributes are plain numbers: statistics of the table (5), of each
  /// CPU (4), and of expectations, which come with the conntrack subsystem's number (3). As a
  /// request, 3 asks for a dump of conntracks.
  boolean isFlat() {
    return isLink() || (flags & NetlinkFlags.NLM_F_REQUEST) == 0 && type >= 0x103 && type <= 0x105;
  }

  /// Writes the message as it was.
  public void writeTo(MessageBuilder builder) {
    builder.beginRaw(type, flags, sequence, portId).putRaw(fixed);
    write(builder, nodes);
    builder.end();
    // What comes last may lack its padding (a queued packet's payload does).
    builder.buffer().set(JAVA_INT_UNALIGNED, builder.messageOffset(), length);
  }

  private static void write(MessageBuilder builder, List<Node> nodes) {
    for (Node node : nodes) {
      switch (node) {
        case Value value -> builder.putBytes(value.rawType(), value.bytes());
        case Nest nest -> {
          long start = builder.nest(nest.rawType());
          write(builder, nest.nodes());
          builder.endNest(start);
        }
      }
    }
  }

  /// One line for the header, one for each attribute.
  @Override
  public String toString() {
    return new AttributeTreeText(this).text();
  }
}
