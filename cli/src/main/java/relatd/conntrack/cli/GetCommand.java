// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.time.Instant;
import java.util.OptionalInt;
import relatd.conntrack.Conntrack;
import relatd.conntrack.Expectation;
import relatd.conntrack.Tuple;

/// `-G`: shows one entry, by one of its tuples.
///
/// Better than 1.4.7: the reply tuple finds it, too.
record GetCommand(CommandLine line, Surroundings surroundings, Report report) {

  /// @return the exit status
  int run() {
    Instant now = surroundings.clock().instant();
    if (line.table == Table.EXPECT) {
      expectation(now);
      return 0;
    }
    Tuples tuples = new Tuples(line);
    boolean byReply = !tuples.hasOriginal();
    try (KernelTables tables = KernelTables.open();
        EntryOutput<Conntrack> output = EntryOutput.ofConntracks(line, report)) {
      Conntrack found =
          tables.get(byReply ? tuples.reply() : tuples.original(), byReply, OptionalInt.empty());
      if (isMeant(found, tuples, byReply)) {
        output.show(found, now);
      }
      report.say(output.count() + " flow entries have been shown.");
      return output.count() == 0 ? 1 : 0;
    }
  }

  /// The kernel finds an entry by either tuple, whichever was sent.
  private boolean isMeant(Conntrack found, Tuples tuples, boolean byReply) {
    Tuple asked = byReply ? tuples.reply() : tuples.original();
    Tuple answered = byReply ? found.reply() : found.original();
    return asked.source().equals(answered.source())
        && asked.destination().equals(answered.destination())
        && asked.layer4().equals(answered.layer4())
        && (!line.has(Option.ID) || found.id().orElse(0) == line.id);
  }

  private void expectation(Instant now) {
    try (KernelTables tables = KernelTables.open();
        EntryOutput<Expectation> output = EntryOutput.ofExpectations(line, report)) {
      output.show(tables.getExpectation(new Tuples(line).original()), now);
    }
  }
}
