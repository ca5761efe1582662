// SPDX-License-Identifier: Apache-2.0
package relatd.sync.wire;

import static relatd.sync.wire.ExpectAttribute.*;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import relatd.conntrack.Address;
import relatd.conntrack.Direction;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Family;
import relatd.conntrack.TupleMask;

/// An expectation as the attributes of a message, or of a cached image, say it.
///
/// The same promises as [ConntrackWire]: checked when wrapped, nothing allocated but by
/// [#toExpectation] and the two names, valid until the bytes below change.
public final class ExpectWire {
  /// One place more than there are attributes: for the IPv6 addresses of NAT, which no peer sends.
  private final AttributeTable table = new AttributeTable(COUNT + 1);

  private final WireTuple master =
      new WireTuple(table, MASTER_IPV4, MASTER_IPV6, MASTER_L4PROTO, MASTER_PORT);
  private final WireTuple tuple =
      new WireTuple(table, EXPECT_IPV4, EXPECT_IPV6, EXPECT_L4PROTO, EXPECT_PORT);
  private final WireTuple mask =
      new WireTuple(table, MASK_IPV4, MASK_IPV6, MASK_L4PROTO, MASK_PORT);
  private final WireTuple nat = new WireTuple(table, NAT_IPV4, COUNT, NAT_L4PROTO, NAT_PORT);

  public ExpectWire() {}

  /// Wraps the attributes of a data message; false for a malformed payload.
  public boolean wrap(SyncMessage message) {
    return wrap(message.buffer(), message.attributes(), message.attributesLength());
  }

  /// Wraps an image: attributes without a header before them.
  public boolean wrap(MemorySegment buffer, long offset, int length) {
    table.wrap(buffer, offset, offset + length);
    NetAttribute attribute = table.attribute();
    while (attribute.hasNext()) {
      if (!attribute.next() || !isValid(attribute.type(), attribute.length())) {
        return false;
      }
      table.take();
      switch (attribute.type()) {
        case MASTER_IPV4, MASTER_IPV6 -> master.sawAddresses(attribute.type());
        case EXPECT_IPV4, EXPECT_IPV6 -> tuple.sawAddresses(attribute.type());
        case MASK_IPV4, MASK_IPV6 -> mask.sawAddresses(attribute.type());
        default -> {}
      }
    }
    return true;
  }

  AttributeTable table() {
    return table;
  }

  /// Whether all three tuples have addresses and protocol, and of one family.
  public boolean isComplete() {
    return master.isComplete()
        && tuple.isComplete()
        && mask.isComplete()
        && tuple.family() == mask.family();
  }

  /// Original tuple of the connection that announced it.
  public WireTuple master() {
    return master;
  }

  /// Original tuple of the connection to come.
  public WireTuple tuple() {
    return tuple;
  }

  /// Which bits of the tuple count, as a tuple.
  public WireTuple mask() {
    return mask;
  }

  /// Seconds, unsigned; 0 where absent.
  public int timeout() {
    return table.u32(TIMEOUT);
  }

  public boolean hasTimeout() {
    return table.has(TIMEOUT);
  }

  /// [Expectation#PERMANENT] and its like.
  public int flags() {
    return table.u32(FLAGS);
  }

  public int policyClass() {
    return table.u32(CLASS);
  }

  public boolean hasNat() {
    return table.has(NAT_DIR);
  }

  /// 0 original, 1 reply; anything else as the peer said it.
  public int natDirection() {
    return table.u32(NAT_DIR);
  }

  /// The announced endpoint is its source; of IPv6 it has no address.
  public WireTuple nat() {
    return nat;
  }

  /// Name of the master's helper; empty where absent.
  public String helper() {
    return table.string(HELPER_NAME);
  }

  /// Copies the helper's name without making an object.
  ///
  /// @return bytes copied, at most 12; 0 where absent
  public int copyHelper(byte[] into) {
    return table.copyString(HELPER_NAME, into);
  }

  /// Copies the expect function's name without making an object.
  ///
  /// @return bytes copied, at most 28; 0 where absent
  public int copyFunction(byte[] into) {
    return table.copyString(FN, into);
  }

  /// Name of the expect function; empty where absent.
  public String function() {
    return table.string(FN);
  }

  /// A copy of everything that is said; empty when it is not complete.
  public Optional<Expectation> toExpectation() {
    if (!isComplete()) {
      return Optional.empty();
    }
    return Optional.of(
        new Expectation(
            master.toTuple(),
            tuple.toTuple(),
            new TupleMask(mask.source(), mask.sourcePort()),
            0,
            timeout(),
            0,
            flags(),
            policyClass(),
            savedEndpoint(),
            helper(),
            function()));
  }

  private Optional<Expectation.Nat> savedEndpoint() {
    if (!hasNat()) {
      return Optional.empty();
    }
    Direction direction = natDirection() == 0 ? Direction.ORIGINAL : Direction.REPLY;
    Address address = tuple.family() == Family.INET ? nat.source() : Address.any(Family.INET6);
    return Optional.of(new Expectation.Nat(direction, new Endpoint(address, nat.sourcePort())));
  }
}
