// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// All scenarios that need nfnetlink_cthelper, in one boot of a kernel that has it; with
/// `-Drelatd.test.scenarios=NAME,...` only those.
@Tag("vm")
final class VirtualMachineTest {
  private static final String[] SCENARIOS =
      Stream.of(System.getProperty("relatd.test.scenarios", "").split(","))
          .filter(name -> !name.isEmpty())
          .toArray(String[]::new);

  @TestFactory
  Stream<DynamicTest> scenariosPassOnStockKernel() {
    var missing = Requirement.firstMissing(List.of(Requirement.ROOT));
    if (missing.isPresent()) {
      return skipped(missing.get());
    }
    VirtualMachine.Visit visit = VirtualMachine.play(SCENARIOS);
    if (visit.unavailable().isPresent()) {
      return skipped(visit.unavailable().get());
    }
    return visit.verdicts().stream()
        .map(verdict -> DynamicTest.dynamicTest(verdict.name(), () -> report(verdict)));
  }

  private static Stream<DynamicTest> skipped(String why) {
    return Stream.of(DynamicTest.dynamicTest("all scenarios", () -> Assumptions.abort(why)));
  }

  private static void report(Verdict verdict) {
    switch (verdict.kind()) {
      case OK -> {}
      case SKIPPED -> Assumptions.abort(verdict.why());
      case FAILED -> throw new AssertionError(verdict.why());
    }
  }
}
