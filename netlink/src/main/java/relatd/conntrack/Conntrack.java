// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// An entry of the connection tracking table: everything that a ctnetlink message can say of it.
///
/// Which parts are there depends on the message: events, dumps and requests each have their own
/// selection. What was absent is empty here, and stays absent when it is written or printed.
///
/// @param zone zone of both directions (`CTA_ZONE`); a zone of one direction stands in its tuple
/// @param status [Status] bits
/// @param timeout seconds left, unsigned
/// @param mark connection mark
/// @param id the kernel's opaque id
/// @param use references held
/// @param helper the helper attached to it
/// @param master original tuple of the connection that announced this one
/// @param sourceNat asked of the kernel, never sent by it
/// @param destinationNat asked of the kernel, never sent by it
/// @param eventTime nanoseconds since 1970, on events of Linux 6.14 and later
public record Conntrack(
    Tuple original,
    Tuple reply,
    OptionalInt zone,
    OptionalInt status,
    OptionalInt timeout,
    OptionalInt mark,
    OptionalInt id,
    OptionalInt use,
    Optional<ProtocolInfo> protocolInfo,
    Optional<AttachedHelper> helper,
    Optional<Counters> originalCounters,
    Optional<Counters> replyCounters,
    Optional<Timestamps> timestamps,
    Optional<Labels> labels,
    Optional<String> securityContext,
    Optional<Tuple> master,
    Optional<SequenceAdjustment> originalAdjustment,
    Optional<SequenceAdjustment> replyAdjustment,
    Optional<SynProxy> synProxy,
    Optional<NatRange> sourceNat,
    Optional<NatRange> destinationNat,
    OptionalLong eventTime) {

  /// A builder for an entry of which only the tuples are known.
  public static ConntrackBuilder of(Tuple original, Tuple reply) {
    return new ConntrackBuilder(original, reply);
  }

  /// A builder that starts as a copy of this.
  public ConntrackBuilder toBuilder() {
    return new ConntrackBuilder(this);
  }

  public Family family() {
    return original.family();
  }

  public int protocol() {
    return original.protocol();
  }

  public Tuple tuple(Direction direction) {
    return direction == Direction.ORIGINAL ? original : reply;
  }

  public Optional<Counters> counters(Direction direction) {
    return direction == Direction.ORIGINAL ? originalCounters : replyCounters;
  }

  /// Whether the status is known and has all these [Status] bits.
  public boolean hasStatus(int bits) {
    return status.isPresent() && (status.getAsInt() & bits) == bits;
  }

  /// The facts that do not change while the connection lives; what is unknown is 0.
  public Connection toConnection() {
    return new Connection(original, reply, zone.orElse(0), status.orElse(0), id.orElse(0));
  }
}
