// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.time.Instant;
import java.util.Optional;
import relatd.conntrack.Conntrack;
import relatd.conntrack.EventType;
import relatd.conntrack.Expectation;

/// Prints entries of one kind in one form. Lines come without their end.
///
/// @param <T> [Conntrack] or [Expectation]
public interface Printer<T> {

  /// What stands before the first entry, with its line ends; empty for lines.
  String opening();

  /// What stands after the last entry, with its line end; empty for lines.
  String closing();

  /// An entry of a table.
  ///
  /// @param now when it was read
  String entry(T entry, Instant now);

  /// An event.
  ///
  /// @param origin the program that caused it; empty when it was the kernel
  String event(EventType type, T entry, Optional<Origin> origin, Instant now);

  /// The printer of conntracks that a style asks for.
  static Printer<Conntrack> ofConntracks(OutputStyle style) {
    return style.has(OutputOption.XML) ? new ConntrackXml(style) : new ConntrackText(style);
  }

  /// The printer of expectations that a style asks for.
  static Printer<Expectation> ofExpectations(OutputStyle style) {
    return style.has(OutputOption.XML) ? new ExpectationXml(style) : new ExpectationText(style);
  }
}
