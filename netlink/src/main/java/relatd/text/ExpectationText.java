// SPDX-License-Identifier: Apache-2.0
package relatd.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import relatd.conntrack.EventType;
import relatd.conntrack.Expectation;

/// Expectations as lines: `294 proto=6 src=10.1.0.2 dst=10.2.0.2 sport=0 dport=51210 mask-src=...`.
public final class ExpectationText implements Printer<Expectation> {
  private final OutputStyle style;

  public ExpectationText(OutputStyle style) {
    this.style = style;
  }

  @Override
  public String opening() {
    return "";
  }

  @Override
  public String closing() {
    return "";
  }

  @Override
  public String entry(Expectation entry, Instant now) {
    Line line = begin(now);
    describe(line.unsigned(entry.timeout()), entry);
    return line.end();
  }

  /// Without the seconds left, as conntrackd shows its caches, which do not count them.
  public String untimed(Expectation entry) {
    Line line = new Line();
    describe(line, entry);
    return line.end();
  }

  /// Without its cause, as 1.4.7; JSON has it.
  @Override
  public String event(EventType type, Expectation entry, Optional<Origin> origin, Instant now) {
    Line line = begin(now).event(type);
    describe(line.unsigned(entry.timeout()), entry);
    return line.end();
  }

  private Line begin(Instant now) {
    Line line = new Line();
    return style.has(OutputOption.TIMESTAMP) ? line.time(now) : line;
  }

  private static void describe(Line line, Expectation entry) {
    line.field("proto", entry.tuple().protocol());
    line.tuple("", entry.tuple());
    line.tuple("mask-", entry.mask().asTuple(entry.tuple()));
    line.tuple("master-", entry.master());
    if (entry.zone() != 0) {
      line.field("zone", entry.zone());
    }
    List<String> flags = flags(entry);
    if (!flags.isEmpty()) {
      line.word(String.join(",", flags));
    }
    line.field("class", entry.policyClass());
    if (!entry.helper().isEmpty()) {
      line.field("helper", entry.helper());
    }
  }

  static List<String> flags(Expectation entry) {
    List<String> names = new ArrayList<>();
    if ((entry.flags() & Expectation.PERMANENT) != 0) {
      names.add("PERMANENT");
    }
    if ((entry.flags() & Expectation.INACTIVE) != 0) {
      names.add("INACTIVE");
    }
    if ((entry.flags() & Expectation.USERSPACE) != 0) {
      names.add("USERSPACE");
    }
    return names;
  }
}
