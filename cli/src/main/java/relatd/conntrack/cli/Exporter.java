// SPDX-License-Identifier: Apache-2.0
package relatd.conntrack.cli;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import relatd.conntrack.Expectation;
import relatd.conntrack.Tuple;
import relatd.ctnetlink.ConntrackMessage;
import relatd.ctnetlink.ExpectMessage;
import relatd.text.ConntrackJson;
import relatd.text.ExpectationJson;
import relatd.text.LabelNames;

/// What `relatd export` prints: the conntracks of a selection, in the words of `conntrack -L`, and
/// then the expectations that they have announced, as JSON lines that `relatd import` reads.
public final class Exporter {
  private static final int WRONG_USAGE = 2;

  private final Surroundings surroundings;
  private final PrintStream out;
  private final PrintStream err;

  public Exporter(PrintStream out, PrintStream err) {
    this(out, err, Surroundings.ofSystem());
  }

  Exporter(PrintStream out, PrintStream err, Surroundings surroundings) {
    this.out = out;
    this.err = err;
    this.surroundings = surroundings;
  }

  /// @param selection options of `conntrack -L`
  /// @return the exit status
  public int run(List<String> selection) {
    List<String> words = new ArrayList<>(List.of("--dump"));
    words.addAll(selection);
    try {
      CommandLine line = CommandLineParser.parse(words, surroundings, err);
      if (line.has(Option.OUTPUT) || line.has(Option.ZERO) || line.table != Table.CONNTRACK) {
        throw new UsageException("a selection is no output, no table and no --zero");
      }
      export(line);
      return 0;
    } catch (UsageException | CommandFailure wrong) {
      err.println("relatd export: " + wrong.getMessage());
      return WRONG_USAGE;
    }
  }

  private void export(CommandLine line) {
    Instant now = surroundings.clock().instant();
    Selection selection = Selection.of(line, now);
    ConntrackJson json = new ConntrackJson(LabelNames.NONE);
    ConntrackMessage message = new ConntrackMessage();
    List<Expectation> announced = new ArrayList<>();
    int[] count = new int[1];
    try (KernelTables tables = KernelTables.open()) {
      Map<Tuple, List<Expectation>> byMaster = expectations(tables);
      tables.dump(
          KernelTables.Dump.TABLE,
          selection.kernelFilter(),
          answer -> {
            if (selection.matches(message.wrap(answer))) {
              out.println(json.entry(message.toConntrack(), now));
              announced.addAll(byMaster.getOrDefault(message.original().toTuple(), List.of()));
              count[0]++;
            }
          });
    }
    ExpectationJson expectations = new ExpectationJson();
    announced.forEach(expectation -> out.println(expectations.entry(expectation, now)));
    err.println(
        "relatd export: %d conntracks, %d expectations".formatted(count[0], announced.size()));
  }

  private static Map<Tuple, List<Expectation>> expectations(KernelTables tables) {
    Map<Tuple, List<Expectation>> byMaster = new HashMap<>();
    ExpectMessage message = new ExpectMessage();
    tables.dumpExpectations(
        null,
        answer -> {
          Expectation expectation = message.wrap(answer).toExpectation();
          byMaster.computeIfAbsent(expectation.master(), _ -> new ArrayList<>()).add(expectation);
        });
    return byMaster;
  }
}
