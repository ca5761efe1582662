// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// relatd through plain queue rules, on the running kernel. A subclass gives the exchanges.
abstract class ThroughQueueRules extends ThroughFirewall {
  private final RelatdQueueRule rules;
  private final List<? extends Exchange> cases;
  private final List<? extends Exchange> twins;

  /// @param cases what has to work
  /// @param twins what is refused under the same rules, carrier included, and nobody at the queue
  ThroughQueueRules(
      RelatdQueueRule rules, List<? extends Exchange> cases, List<? extends Exchange> twins) {
    this.rules = rules;
    this.cases = cases;
    this.twins = twins;
  }

  @Override
  final HelperProvider provider() {
    return rules;
  }

  @Override
  final List<? extends Exchange> cases() {
    return cases;
  }

  @TestFactory
  Stream<DynamicTest> refusedWithoutDaemon() {
    return play(HelperProvider.absent(rules), "no daemon: ", twins, Stage::refuses);
  }
}
