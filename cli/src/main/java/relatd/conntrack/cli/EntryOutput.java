// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import relatd.conntrack.Conntrack;
import relatd.conntrack.EventType;
import relatd.conntrack.Expectation;
import relatd.text.ConntrackJson;
import relatd.text.ConntrackSave;
import relatd.text.ExpectationJson;
import relatd.text.LabelNames;
import relatd.text.Origin;
import relatd.text.OutputOption;
import relatd.text.OutputStyle;
import relatd.text.Printer;

/// Shows entries in the form that was asked for, and counts them. A document is begun with its
/// first entry and ended by [#close].
///
/// @param <T> the kind of entry
final class EntryOutput<T> implements AutoCloseable {
  private final Printer<T> printer;
  private final Report report;
  private int count;

  private EntryOutput(Printer<T> printer, Report report) {
    this.printer = printer;
    this.report = report;
  }

  static EntryOutput<Conntrack> ofConntracks(CommandLine line, Report report) {
    Printer<Conntrack> printer;
    if (line.output.json) {
      printer = new ConntrackJson(names(line));
    } else if (line.output.save) {
      printer = new ConntrackSave(line.command == Command.DELETE ? "-D" : "-A");
    } else {
      printer = Printer.ofConntracks(style(line));
    }
    return new EntryOutput<>(printer, report);
  }

  static EntryOutput<Expectation> ofExpectations(CommandLine line, Report report) {
    return new EntryOutput<>(
        line.output.json ? new ExpectationJson() : Printer.ofExpectations(style(line)), report);
  }

  private static LabelNames names(CommandLine line) {
    return line.labelNames == null ? LabelNames.NONE : line.labelNames;
  }

  /// The place on earth costs a start tens of milliseconds: it is looked up for local times alone.
  private static OutputStyle style(CommandLine line) {
    EnumSet<OutputOption> options = EnumSet.copyOf(line.output.options);
    if (line.showsLabels() && line.command != Command.DELETE) {
      options.add(OutputOption.LABELS);
    }
    boolean local =
        options.contains(OutputOption.KTIMESTAMP) || options.contains(OutputOption.TIMESTAMP);
    return new OutputStyle(options, names(line), local ? ZoneId.systemDefault() : ZoneOffset.UTC);
  }

  void show(T entry, Instant now) {
    begin();
    report.line(printer.entry(entry, now));
  }

  void event(EventType type, T entry, Optional<Origin> origin, Instant now) {
    begin();
    report.line(printer.event(type, entry, origin, now));
  }

  private void begin() {
    if (count++ == 0) {
      report.raw(printer.opening());
    }
  }

  /// Counts an entry that somebody else has printed.
  void shown() {
    count++;
  }

  int count() {
    return count;
  }

  @Override
  public void close() {
    if (count != 0) {
      report.raw(printer.closing());
    }
  }
}
