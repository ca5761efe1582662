// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import java.util.Optional;
import relatd.conntrack.Address;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Layer4;
import relatd.conntrack.NatRange;
import relatd.conntrack.Status;
import relatd.conntrack.Tuple;

/// How an entry is to be given to the kernel so that it translates again.
///
/// The kernel shows a translation in the reply tuple alone, but takes one only as a range beside an
/// untranslated reply tuple: an entry that arrives with a translated reply tuple has nothing left
/// to do in its eyes, and packets pass untranslated.
///
/// @param reply reply tuple to send
record Translation(Tuple reply, Optional<NatRange> source, Optional<NatRange> destination) {

  static Translation of(Conntrack entry) {
    if (entry.sourceNat().isPresent() || entry.destinationNat().isPresent()) {
      return new Translation(entry.reply(), entry.sourceNat(), entry.destinationNat());
    }
    if ((entry.status().orElse(0) & Status.NAT_MASK) == 0) {
      return new Translation(entry.reply(), Optional.empty(), Optional.empty());
    }
    Tuple plain = plainReply(entry);
    Tuple seen = entry.reply();
    return new Translation(
        plain,
        entry.hasStatus(Status.SRC_NAT)
            ? range(plain.destination(), target(plain), seen.destination(), target(seen))
            : Optional.empty(),
        entry.hasStatus(Status.DST_NAT)
            ? range(plain.source(), origin(plain), seen.source(), origin(seen))
            : Optional.empty());
  }

  /// The original tuple's inverse, in the zone of the reply direction.
  private static Tuple plainReply(Conntrack entry) {
    Tuple inverse = entry.original().inverse();
    return new Tuple(
        inverse.source(),
        inverse.destination(),
        inverse.protocol(),
        inverse.layer4(),
        entry.reply().zone());
  }

  /// Exactly what is in use now, so that the peer's firewall does not choose another port; empty
  /// when this end is not translated after all.
  private static Optional<NatRange> range(
      Address plain, int plainPort, Address seen, int seenPort) {
    if (seen.equals(plain) && seenPort == plainPort) {
      return Optional.empty();
    }
    return Optional.of(seenPort < 0 ? NatRange.of(seen) : NatRange.of(seen, seenPort));
  }

  /// What source translation changes at the destination of a reply: port, GRE key or ICMP id; -1
  /// for nothing.
  private static int target(Tuple tuple) {
    return switch (tuple.layer4()) {
      case Layer4.Ports ports -> ports.destination();
      case Layer4.Icmp icmp -> icmp.id();
      case Layer4.None _ -> -1;
    };
  }

  private static int origin(Tuple tuple) {
    return tuple.layer4() instanceof Layer4.Ports ports ? ports.source() : -1;
  }
}
