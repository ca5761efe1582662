// SPDX-License-Identifier: Apache-2.0
package relatd.transfer;

import java.util.Optional;
import relatd.conntrack.Conntrack;
import relatd.conntrack.ConntrackBuilder;
import relatd.conntrack.Endpoint;
import relatd.conntrack.Expectation;
import relatd.conntrack.Tuple;

/// Entries with other addresses and zones. Every address of an entry is rewritten: of both tuples,
/// of its master, of what it is translated to.
///
/// @param addresses which become which
/// @param zones which become which
public record Rewriting(AddressMap addresses, ZoneMap zones) {

  Conntrack of(Conntrack entry) {
    ConntrackBuilder builder = entry.toBuilder();
    builder.original(tuple(entry.original())).reply(tuple(entry.reply()));
    entry.master().ifPresent(master -> builder.master(tuple(master)));
    int zone = zones.map(entry.zone().orElse(0));
    if (zone != 0 || entry.zone().isPresent()) {
      builder.zone(zone);
    }
    return builder.build();
  }

  Expectation of(Expectation entry) {
    Optional<Expectation.Nat> nat =
        entry
            .nat()
            .map(old ->
                new Expectation.Nat(
                    old.direction(),
                    new Endpoint(addresses.map(old.saved().address()), old.saved().port())));
    return new Expectation(
        tuple(entry.master()),
        tuple(entry.tuple()),
        entry.mask(),
        zones.map(entry.zone()),
        entry.timeout(),
        entry.id(),
        entry.flags(),
        entry.policyClass(),
        nat,
        entry.helper(),
        entry.function());
  }

  /// A direction's own zone stays what it is when it has none.
  private Tuple tuple(Tuple tuple) {
    return new Tuple(
        addresses.map(tuple.source()),
        addresses.map(tuple.destination()),
        tuple.protocol(),
        tuple.layer4(),
        tuple.zone() == 0 ? 0 : zones.map(tuple.zone()));
  }
}
