// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.function.Consumer;
import relatd.conntrack.cli.MachineRecordings;

/// The recordings of the C programs on a kernel with nfnetlink_cthelper and DCCP, replayed with
/// ours and with Debian's.
///
/// It has to be the last scenario: kernels 6.1 keep a helper for ever that a rule uses while it is
/// asked to go, as one of the recordings does.
record Recorded() implements Scenario {
  private static final List<Requirement> NEEDS =
      List.of(
          Requirement.ROOT,
          Requirement.IPTABLES,
          Requirement.CONNTRACK_TOOL,
          Requirement.CONNTRACKD,
          Requirement.CTHELPER);

  @Override
  public String name() {
    return "recordings";
  }

  @Override
  public void play(Consumer<Verdict> verdicts) {
    var missing = Requirement.firstMissing(NEEDS);
    if (missing.isPresent()) {
      verdicts.accept(Verdict.skipped(name(), missing.get()));
      return;
    }
    try (Ground ground = new Ground()) {
      MachineRecordings.play(
          ground.directory(),
          (name, comparison) -> verdicts.accept(Verdict.of(name() + ": " + name, comparison)));
    } catch (RuntimeException | AssertionError e) {
      verdicts.accept(Verdict.failed(name(), e.toString()));
    }
  }
}
