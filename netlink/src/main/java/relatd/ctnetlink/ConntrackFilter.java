// SPDX-License-Identifier: Apache-2.0
package relatd.ctnetlink;

import static relatd.ctnetlink.Cta.*;

import java.util.Optional;
import java.util.OptionalInt;
import relatd.conntrack.Family;
import relatd.netlink.MessageBuilder;

/// What the kernel itself can leave out of a dump or a flush; an older kernel ignores what it does
/// not know, so whoever needs it exact compares again.
///
/// @param family layer 3 protocol
/// @param mark value and mask of the connection mark
/// @param status value and mask of the status bits (Linux 5.15 and later)
/// @param zone zone of both directions (Linux 6.8 and later)
public record ConntrackFilter(
    Optional<Family> family, Optional<Bits> mark, Optional<Bits> status, OptionalInt zone) {

  /// Lets everything through.
  public static final ConntrackFilter ALL =
      new ConntrackFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty());

  /// An entry passes when its bits under the mask are the value.
  public record Bits(int value, int mask) {}

  public static ConntrackFilter of(Family family) {
    return new ConntrackFilter(
        Optional.of(family), Optional.empty(), Optional.empty(), OptionalInt.empty());
  }

  public ConntrackFilter withMark(int value, int mask) {
    return new ConntrackFilter(family, Optional.of(new Bits(value, mask)), status, zone);
  }

  public ConntrackFilter withStatus(int value, int mask) {
    return new ConntrackFilter(family, mark, Optional.of(new Bits(value, mask)), zone);
  }

  public ConntrackFilter withZone(int number) {
    return new ConntrackFilter(family, mark, status, OptionalInt.of(number));
  }

  int familyNumber() {
    return family.map(Family::number).orElse(0);
  }

  void put(MessageBuilder to) {
    mark.ifPresent(v -> to.putU32(CTA_MARK, v.value()).putU32(CTA_MARK_MASK, v.mask()));
    status.ifPresent(v -> to.putU32(CTA_STATUS, v.value()).putU32(CTA_STATUS_MASK, v.mask()));
    zone.ifPresent(v -> to.putU16(CTA_ZONE, v));
  }
}
