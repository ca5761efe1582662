// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A stock Debian kernel under emulation (`kernel-tests/vm/run`) that plays scenarios with the very
/// classes of this test run: it sees this machine's files.
final class VirtualMachine {
  /// Exit status of the script when the machine cannot be had: no QEMU, no kernel package.
  private static final int UNAVAILABLE = 69;

  /// A JVM takes up to half a minute to start there while others use the machine outside.
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private VirtualMachine() {}

  /// What a boot brought: verdicts, or the reason why there was none.
  record Visit(List<Verdict> verdicts, Optional<String> unavailable) {}

  /// Boots once, plays the named scenarios (all, without names) and comes back with the verdicts;
  /// an incomplete run adds one that failed.
  static Visit play(String... scenarios) {
    Path root = Path.of(System.getProperty("relatd.root", ".")).toAbsolutePath();
    List<String> command =
        new ArrayList<>(
            List.of(
                root.resolve("kernel-tests/vm/run").toString(),
                "-t",
                Long.toString(LIMIT.toSeconds())));
    command.addAll(ClassPath.java());
    command.add(InsideMain.class.getName());
    command.addAll(List.of(scenarios));
    Outcome outcome = Commands.run(LIMIT.plusMinutes(2), "", command);
    if (isBrokenByEmulation(outcome)) {
      outcome = Commands.run(LIMIT.plusMinutes(2), "", command);
    }
    if (outcome.exitCode() == UNAVAILABLE) {
      return new Visit(List.of(), Optional.of("needs a virtual machine; " + outcome.err().strip()));
    }
    return new Visit(verdicts(outcome), Optional.empty());
  }

  /// An [EmulationFault] as of a scenario, but it was the player itself that ended.
  private static boolean isBrokenByEmulation(Outcome outcome) {
    return !isComplete(outcome) && EmulationFault.isIn(outcome.out() + outcome.err());
  }

  private static boolean isComplete(Outcome outcome) {
    return outcome.out().lines().anyMatch(InsideMain.END::equals);
  }

  private static List<Verdict> verdicts(Outcome outcome) {
    List<Verdict> verdicts =
        outcome
            .out()
            .lines()
            .map(Verdict::parse)
            .flatMap(Optional::stream)
            .collect(Collectors.toCollection(ArrayList::new));
    if (!outcome.ok() || !isComplete(outcome)) {
      verdicts.add(Verdict.failed("the machine plays to the end", outcome.toString()));
    }
    return verdicts;
  }
}
