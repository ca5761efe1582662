// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.ctnetlink.CtaExpect.*;
import static relatd.sync.wire.ExpectAttribute.*;

import java.lang.foreign.MemorySegment;
import relatd.conntrack.Expectation;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.ExpectMessage;
import relatd.netlink.Attributes;

/// Makes the wire image of an expectation: the attributes of a message without the header before
/// them, in the bytes and the order of conntrackd 1.4.7.
///
/// Expectations do not accumulate: each event replaces the image. Encoding allocates nothing, but
/// from a record. Not thread-safe.
public final class ExpectEncoder {
  /// No image is longer; whoever has an image written gives that much room.
  public static final int MAX_IMAGE = 288;

  private final WireOptions options;
  private final ExpectDraft draft = new ExpectDraft();
  private final Attributes attribute = new Attributes();
  private final AttributeWriter out = new AttributeWriter();

  public ExpectEncoder(WireOptions options) {
    this.options = options;
  }

  /// Makes the image of what an event or a dump says.
  ///
  /// @return bytes written at `offset`
  /// @throws relatd.netlink.MalformedMessage when a nest inside is damaged; nothing is written
  public int encode(ExpectMessage message, MemorySegment into, long offset) {
    draft.clear();
    draft.master.set(message.master());
    draft.tuple.set(message.tuple());
    draft.mask.set(message.mask());
    if (message.has(CTA_EXPECT_TIMEOUT)) {
      draft.set(TIMEOUT, message.timeout());
    }
    if (message.has(CTA_EXPECT_CLASS)) {
      draft.set(CLASS, message.policyClass());
    }
    draft.set(FLAGS, message.flags());
    if (message.seekNat()) {
      draft.nat.set(message.nat());
      draft.set(NAT_DIR, message.natDirection());
    }
    if (message.seek(CTA_EXPECT_HELP_NAME, attribute)) {
      draft.helper.set(attribute);
    }
    if (message.seek(CTA_EXPECT_FN, attribute)) {
      draft.function.set(attribute);
    }
    return write(into, offset);
  }

  /// Makes the image of what a peer says, where [ExpectWire#isComplete].
  public int encode(ExpectWire wire, MemorySegment into, long offset) {
    AttributeTable table = wire.table();
    draft.clear();
    draft.master.set(wire.master());
    draft.tuple.set(wire.tuple());
    draft.mask.set(wire.mask());
    take(table, TIMEOUT);
    take(table, FLAGS);
    take(table, CLASS);
    if (wire.hasNat()) {
      draft.nat.set(wire.nat());
      draft.nat.setInet6(!table.has(NAT_IPV4));
      draft.set(NAT_DIR, wire.natDirection());
    }
    draft.helper.set(table, HELPER_NAME);
    draft.function.set(table, FN);
    return write(into, offset);
  }

  private void take(AttributeTable table, int number) {
    if (table.has(number)) {
      draft.set(number, table.u32(number));
    }
  }

  /// Makes the image of a record.
  public int encode(Expectation expectation, MemorySegment into, long offset) {
    draft.clear();
    draft.master.set(expectation.master());
    draft.tuple.set(expectation.tuple());
    draft.mask.set(expectation.mask().asTuple(expectation.tuple()));
    draft.set(TIMEOUT, expectation.timeout());
    draft.set(FLAGS, expectation.flags());
    draft.set(CLASS, expectation.policyClass());
    expectation.nat().ifPresent(nat -> fill(nat, expectation.tuple()));
    draft.helper.set(expectation.helper());
    draft.function.set(expectation.function());
    return write(into, offset);
  }

  /// The kernel states it as a tuple that has nothing but a source.
  private void fill(Expectation.Nat nat, Tuple expected) {
    draft.nat.set(expected);
    draft.nat.setSource(nat.saved().address());
    draft.nat.setDestination(0, 0);
    draft.nat.identify(nat.saved().port(), 0);
    draft.set(NAT_DIR, nat.direction().number());
  }

  private int write(MemorySegment into, long offset) {
    draft.write(out.wrap(into, offset), options);
    return out.length();
  }
}
