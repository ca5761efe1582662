// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import static relatd.ctnetlink.Cta.NFNL_SUBSYS_CTNETLINK_EXP;
import static relatd.ctnetlink.CtaExpect.*;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.EventType;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.conntrack.Protocol;
import relatd.conntrack.TupleMask;
import relatd.netlink.Attributes;
import relatd.netlink.MalformedMessage.Cause;
import relatd.netlink.MessageWalker;

/// An expectation as the kernel sent it: event, dump entry or answer.
///
/// Wrapping finds the attributes, checks the lengths of plain values and reads the three tuples. No
/// method but `to...` and the strings allocates. Valid until the bytes below change or it is
/// wrapped again.
public final class ExpectMessage {
  private static final ValueLayout.OfShort U16_BE =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt U32_BE =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final Attributes attributes = new Attributes();
  private final Attributes nest = new Attributes();
  private final TupleView tuple = new TupleView();
  private final TupleView mask = new TupleView();
  private final TupleView master = new TupleView();
  private final TupleView saved = new TupleView();
  private final long[] at = new long[CTA_EXPECT_MAX + 1];
  private final int[] lengths = new int[CTA_EXPECT_MAX + 1];
  private MemorySegment buffer = MemorySegment.NULL;
  private Family family = Family.INET;
  private int type;
  private int portId;
  private int natDirection;

  public ExpectMessage() {}

  /// Wraps the message that the walker stands on.
  public ExpectMessage wrap(MessageWalker message) {
    type = message.type();
    portId = message.portId();
    family = MessageFamily.of(message);
    wrap(message.attributes(attributes));
    if (at[CTA_EXPECT_MASTER] == 0) {
      throw Cause.MISSING.asException();
    }
    return this;
  }

  private void wrap(Attributes all) {
    buffer = all.buffer();
    Arrays.fill(at, 0);
    while (all.next()) {
      int number = all.type();
      if (number <= CTA_EXPECT_MAX && all.length() != 0) {
        take(all, number);
      }
    }
    if (at[CTA_EXPECT_TUPLE] == 0 || at[CTA_EXPECT_MASK] == 0) {
      throw Cause.MISSING.asException();
    }
  }

  private void take(Attributes all, int number) {
    int wanted = size(number);
    if (wanted != 0 && all.length() != wanted) {
      throw Cause.VALUE_LENGTH.asException();
    }
    at[number] = all.offset();
    lengths[number] = all.length();
    switch (number) {
      case CTA_EXPECT_TUPLE -> tuple.wrap(all, family);
      case CTA_EXPECT_MASK -> mask.wrap(all, family);
      case CTA_EXPECT_MASTER -> master.wrap(all, family);
      default -> {}
    }
  }

  private static int size(int number) {
    return switch (number) {
      case CTA_EXPECT_TIMEOUT, CTA_EXPECT_ID, CTA_EXPECT_FLAGS, CTA_EXPECT_CLASS -> 4;
      case CTA_EXPECT_ZONE -> 2;
      default -> 0;
    };
  }

  /// What an event says; expectations have no UPDATE. Dump entries and answers come as NEW.
  public EventType event() {
    return type == (NFNL_SUBSYS_CTNETLINK_EXP << 8 | IPCTNL_MSG_EXP_DELETE)
        ? EventType.DESTROY
        : EventType.NEW;
  }

  /// Port of the program that caused the event; 0 for the kernel itself.
  public int portId() {
    return portId;
  }

  public Family family() {
    return family;
  }

  /// Original tuple of the connection to come.
  public TupleView tuple() {
    return tuple;
  }

  /// Only its source address and source port count.
  public TupleView mask() {
    return mask;
  }

  /// Original tuple of the connection that announced it.
  public TupleView master() {
    return master;
  }

  /// Whether an attribute ([CtaExpect]) is there, with a payload.
  public boolean has(int attribute) {
    return at[attribute] != 0;
  }

  /// Puts the caller's walker on an attribute that has no getter here; false where it is absent.
  public boolean seek(int attribute, Attributes into) {
    return has(attribute)
        && into.wrap(buffer, at[attribute] - 4, at[attribute] + lengths[attribute]).next();
  }

  /// Seconds left, unsigned.
  public int timeout() {
    return u32(CTA_EXPECT_TIMEOUT);
  }

  public int id() {
    return u32(CTA_EXPECT_ID);
  }

  /// [Expectation#PERMANENT] and its like.
  public int flags() {
    return u32(CTA_EXPECT_FLAGS);
  }

  public int policyClass() {
    return u32(CTA_EXPECT_CLASS);
  }

  /// Zone of the master; kernels never send it.
  public int zone() {
    long offset = at[CTA_EXPECT_ZONE];
    return offset == 0 ? 0 : buffer.get(U16_BE, offset) & 0xffff;
  }

  /// Name of the master's helper; empty where absent.
  public String helper() {
    return string(CTA_EXPECT_HELP_NAME);
  }

  /// Name of the expect function; empty where absent.
  public String function() {
    return string(CTA_EXPECT_FN);
  }

  /// A copy of everything that is said.
  public Expectation toExpectation() {
    return new Expectation(
        master.toTuple(),
        tuple.toTuple(),
        new TupleMask(mask.source(), identifier(mask)),
        zone(),
        timeout(),
        id(),
        flags(),
        policyClass(),
        toNat(),
        helper(),
        function());
  }

  /// What stands where ports have their source port.
  private static int identifier(TupleView view) {
    return Protocol.isIcmp(view.protocol()) ? view.icmpId() : view.sourcePort();
  }

  /// Reads the tuple that [#nat] then gives; false where no translation is announced.
  public boolean seekNat() {
    if (!seek(CTA_EXPECT_NAT, attributes)) {
      return false;
    }
    attributes.nest(nest);
    natDirection = 0;
    boolean found = false;
    while (nest.next()) {
      switch (nest.type()) {
        case CTA_EXPECT_NAT_DIR -> natDirection = nest.u32();
        case CTA_EXPECT_NAT_TUPLE -> {
          saved.wrap(nest, family);
          found = true;
        }
        default -> {}
      }
    }
    if (!found) {
      throw Cause.MISSING.asException();
    }
    return true;
  }

  /// The announced endpoint before translation, as a tuple's source; only after [#seekNat].
  public TupleView nat() {
    return saved;
  }

  /// 0 original, 1 reply; only after [#seekNat].
  public int natDirection() {
    return natDirection;
  }

  private Optional<Expectation.Nat> toNat() {
    if (!seekNat()) {
      return Optional.empty();
    }
    Endpoint endpoint = new Endpoint(saved.source(), identifier(saved));
    return Optional.of(new Expectation.Nat(direction(natDirection), endpoint));
  }

  private static Direction direction(int number) {
    return switch (number) {
      case 0 -> Direction.ORIGINAL;
      case 1 -> Direction.REPLY;
      default -> throw Cause.VALUE_RANGE.asException();
    };
  }

  private String string(int attribute) {
    return seek(attribute, attributes) ? attributes.string() : "";
  }

  private int u32(int attribute) {
    return at[attribute] == 0 ? 0 : buffer.get(U32_BE, at[attribute]);
  }
}
