// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Real exchanges through a firewall that lets only ESTABLISHED and RELATED pass. A subclass says
/// how the helper is provided, and nothing else.
@Tag("kernel")
abstract class ThroughFirewall {
  private Stage stage;

  /// Who makes the expectations.
  abstract HelperProvider provider();

  /// The exchanges that have to work.
  abstract List<? extends Exchange> cases();

  @TestFactory
  Stream<DynamicTest> exchangesPassAsRelated() {
    return play(provider(), "", cases(), Stage::passes);
  }

  /// Plays cases on a stage of their own. What is missing skips a test and not the factory: a
  /// factory that gives up is left out of the reports.
  Stream<DynamicTest> play(
      HelperProvider provider,
      String prefix,
      List<? extends Exchange> cases,
      BiConsumer<Stage, Exchange> act) {
    var missing = Requirement.firstMissing(Stage.requirements(provider, cases));
    if (missing.isPresent()) {
      return Stream.of(
          DynamicTest.dynamicTest(
              prefix + cases.size() + " cases", () -> Assumptions.abort(missing.get())));
    }
    stage = Stage.open(provider);
    return cases.stream()
        .map(one -> DynamicTest.dynamicTest(prefix + one, () -> act.accept(stage, one)));
  }

  @AfterEach
  void closeStage() {
    if (stage != null) {
      stage.close();
    }
  }
}
