// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

/// The facts of a connection that do not change while it lives, as handed to a helper.
///
/// The two tuples mirror each other unless NAT is active:
///
/// ```
///   ORIGINAL: as the initiator sends    (source = its real self,  destination = its peer)
///   REPLY:    as the answerer sends     (source = its real self,  destination = its peer)
/// ```
///
/// @param status [Status] bits when the connection was first seen
/// @param id the kernel's opaque `CTA_ID`, 0 where unknown
public record Connection(Tuple original, Tuple reply, int zone, int status, int id) {

  /// A connection without translation.
  public static Connection of(Tuple original) {
    return new Connection(original, original.inverse(), 0, Status.CONFIRMED, 0);
  }

  public Tuple tuple(Direction direction) {
    return direction == Direction.ORIGINAL ? original : reply;
  }

  public Family family() {
    return original.family();
  }

  public int protocol() {
    return original.protocol();
  }

  /// Whether the kernel translates this connection (reference: status bits SRC_NAT and DST_NAT).
  public boolean isNat() {
    return (status & Status.NAT_MASK) != 0;
  }

  /// Whether a helper's expectation (this one's or another's) foretold this connection.
  public boolean isExpected() {
    return (status & Status.EXPECTED) != 0;
  }

  /// The sender's own endpoint, as it knows itself.
  public Endpoint realSelf(Direction sender) {
    return tuple(sender).sourceEndpoint();
  }

  /// The sender's endpoint as the other side knows it: what its peer sends to.
  public Endpoint publicSelf(Direction sender) {
    return tuple(sender.opposite()).destinationEndpoint();
  }

  /// Where the sender's partner really is: the source of the opposite direction.
  public Endpoint peer(Direction sender) {
    return tuple(sender.opposite()).sourceEndpoint();
  }
}
