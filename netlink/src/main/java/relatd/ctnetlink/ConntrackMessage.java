// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static relatd.ctnetlink.Cta.*;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import relatd.conntrack.Connection;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Direction;
import relatd.conntrack.EventType;
import relatd.conntrack.Family;
import relatd.netlink.Attributes;
import relatd.netlink.MalformedMessage.Cause;
import relatd.netlink.MessageWalker;
import relatd.netlink.NetlinkFlags;

/// A conntrack as the kernel sent it: event, dump entry, answer, or the nest of a queued packet.
///
/// Wrapping finds the attributes, checks the lengths of plain values and reads both tuples; nothing
/// that reads these can fail later. Nests (protocol information, helper, master) are checked when
/// they are read. The order of the attributes does not matter, unknown and empty ones are skipped,
/// of duplicates the last counts.
///
/// No method but `to...` allocates. Valid until the bytes below change or it is wrapped again.
public final class ConntrackMessage {
  private static final ValueLayout.OfShort U16_BE =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt U32_BE =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong U64_BE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final Attributes attributes = new Attributes();
  private final Attributes nest = new Attributes();
  private final Attributes inner = new Attributes();
  private final TupleView original = new TupleView();
  private final TupleView reply = new TupleView();
  private final TupleView master = new TupleView();

  /// Offsets of payloads by attribute number; 0 for absent.
  private final long[] at = new long[CTA_MAX + 1];

  private final int[] lengths = new int[CTA_MAX + 1];
  private MemorySegment buffer = MemorySegment.NULL;
  private Family family = Family.INET;
  private int type;
  private int flags;
  private int portId;

  public ConntrackMessage() {}

  /// Wraps the message that the walker stands on.
  public ConntrackMessage wrap(MessageWalker message) {
    type = message.type();
    flags = message.flags();
    portId = message.portId();
    return wrap(message.attributes(attributes), MessageFamily.of(message));
  }

  /// Wraps the attributes of a nest, as `NFQA_CT` carries them.
  ///
  /// @param holder stands on the nest
  /// @param family layer 3 protocol of the packet
  public ConntrackMessage wrapNest(Attributes holder, Family family) {
    return wrapInside(holder.nest(attributes), family);
  }

  /// As [#wrapNest], for a walk that begins inside the nest.
  public ConntrackMessage wrapInside(Attributes inside, Family family) {
    type = NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_NEW;
    flags = 0;
    portId = 0;
    return wrap(inside, family);
  }

  private ConntrackMessage wrap(Attributes all, Family family) {
    this.family = family;
    buffer = all.buffer();
    Arrays.fill(at, 0);
    while (all.next()) {
      int number = all.type();
      if (number <= CTA_MAX && all.length() != 0) {
        take(all, number);
      }
    }
    if (at[CTA_TUPLE_ORIG] == 0 || at[CTA_TUPLE_REPLY] == 0) {
      throw Cause.MISSING.asException();
    }
    return this;
  }

  private void take(Attributes all, int number) {
    int wanted = size(number);
    if (wanted != 0 && all.length() != wanted) {
      throw Cause.VALUE_LENGTH.asException();
    }
    at[number] = all.offset();
    lengths[number] = all.length();
    if (number == CTA_TUPLE_ORIG) {
      original.wrap(all, family);
    } else if (number == CTA_TUPLE_REPLY) {
      reply.wrap(all, family);
    }
  }

  /// Bytes of a plain value; 0 for what has inner structure or is not read.
  private static int size(int number) {
    return switch (number) {
      case CTA_STATUS, CTA_TIMEOUT, CTA_MARK, CTA_USE, CTA_ID -> 4;
      case CTA_ZONE -> 2;
      case CTA_TIMESTAMP_EVENT -> 8;
      default -> 0;
    };
  }

  /// What an event says: a new entry, a change or the end of one. Dump entries and answers come as
  /// UPDATE.
  public EventType event() {
    if ((type & 0xff) == IPCTNL_MSG_CT_DELETE) {
      return EventType.DESTROY;
    }
    return (flags & NetlinkFlags.NLM_F_CREATE) != 0 ? EventType.NEW : EventType.UPDATE;
  }

  /// Port of the program that caused the event; 0 for the kernel itself.
  public int portId() {
    return portId;
  }

  public Family family() {
    return family;
  }

  public TupleView original() {
    return original;
  }

  public TupleView reply() {
    return reply;
  }

  public TupleView tuple(Direction direction) {
    return direction == Direction.ORIGINAL ? original : reply;
  }

  /// Layer 4 protocol number of the original direction.
  public int protocol() {
    return original.protocol();
  }

  /// Whether an attribute ([Cta]) is there, with a payload.
  public boolean has(int attribute) {
    return at[attribute] != 0;
  }

  /// Puts the caller's walker on an attribute that has no getter here; false where it is absent.
  public boolean seek(int attribute, Attributes into) {
    return has(attribute)
        && into.wrap(buffer, at[attribute] - 4, at[attribute] + lengths[attribute]).next();
  }

  /// [relatd.conntrack.Status] bits; 0 where absent.
  public int status() {
    return u32(CTA_STATUS);
  }

  /// The kernel's opaque id; 0 where absent.
  public int id() {
    return u32(CTA_ID);
  }

  /// Zone of both directions; 0 where absent.
  public int zone() {
    return at[CTA_ZONE] == 0 ? 0 : buffer.get(U16_BE, at[CTA_ZONE]) & 0xffff;
  }

  public int mark() {
    return u32(CTA_MARK);
  }

  /// Seconds left, unsigned; 0 where absent.
  public int timeout() {
    return u32(CTA_TIMEOUT);
  }

  /// References held; 0 where absent.
  public int use() {
    return u32(CTA_USE);
  }

  /// Nanoseconds since 1970; 0 where absent.
  public long eventTime() {
    return at[CTA_TIMESTAMP_EVENT] == 0 ? 0 : buffer.get(U64_BE, at[CTA_TIMESTAMP_EVENT]);
  }

  public boolean hasMaster() {
    return at[CTA_TUPLE_MASTER] != 0;
  }

  /// Original tuple of the master; only where [#hasMaster].
  public TupleView master() {
    require(CTA_TUPLE_MASTER);
    seek(CTA_TUPLE_MASTER, attributes);
    return master.wrap(attributes, family);
  }

  /// State of the protocol's tracker (TCP, SCTP or DCCP, by [#protocol]); -1 where absent.
  public int protocolState() {
    if (!has(CTA_PROTOINFO)) {
      return -1;
    }
    nest(CTA_PROTOINFO);
    while (nest.next()) {
      nest.nest(inner);
      while (inner.next()) {
        // The state has number 1 with each of the three protocols.
        if (inner.type() == CTA_PROTOINFO_TCP_STATE) {
          return inner.u8();
        }
      }
    }
    return -1;
  }

  public boolean hasHelper() {
    return has(CTA_HELP);
  }

  /// Whether a helper of this name is attached.
  public boolean helperNameEquals(String name) {
    if (!seekHelperName() || nest.length() != name.length() + 1) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if ((buffer.get(JAVA_BYTE, nest.offset() + i) & 0xff) != name.charAt(i)) {
        return false;
      }
    }
    return buffer.get(JAVA_BYTE, nest.offset() + name.length()) == 0;
  }

  /// The attached helper's name as [String#hashCode] counts it; 0 for none.
  public int helperNameHash() {
    int hash = 0;
    if (seekHelperName()) {
      for (int i = 0; i < nest.length(); i++) {
        int next = buffer.get(JAVA_BYTE, nest.offset() + i) & 0xff;
        if (next == 0) {
          break;
        }
        hash = hash * 31 + next;
      }
    }
    return hash;
  }

  private boolean seekHelperName() {
    if (has(CTA_HELP)) {
      nest(CTA_HELP);
      while (nest.next()) {
        if (nest.type() == CTA_HELP_NAME) {
          return true;
        }
      }
    }
    return false;
  }

  /// A copy of everything that is said.
  public Conntrack toConntrack() {
    return new ConntrackReader(this).read();
  }

  /// A copy of the facts that a helper is told.
  public Connection toConnection() {
    return new Connection(original.toTuple(), reply.toTuple(), zone(), status(), id());
  }

  /// The attributes inside a nest that is there, to be walked by [ConntrackReader].
  Attributes nest(int attribute) {
    require(attribute);
    return nest.wrap(buffer, at[attribute], at[attribute] + lengths[attribute]);
  }

  private void require(int attribute) {
    if (!has(attribute)) {
      throw Cause.MISSING.asException();
    }
  }

  private int u32(int attribute) {
    return at[attribute] == 0 ? 0 : buffer.get(U32_BE, at[attribute]);
  }
}
