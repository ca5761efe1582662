// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.time.Instant;
import java.util.Optional;
import relatd.conntrack.EventType;

/// What a line or an element of a transcript says, read back.
///
/// @param type empty for entries of a table
record Reading<T>(Optional<EventType> type, T entry, Optional<Origin> origin, Instant now) {

  String printedBy(Printer<T> printer) {
    return type.map(t -> printer.event(t, entry, origin, now))
        .orElseGet(() -> printer.entry(entry, now));
  }
}
