// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Scans, through plain queue rules on the running kernel.
final class RelatdQueueRuleSaneTest extends ThroughFirewall {

  @Override
  HelperProvider provider() {
    return new RelatdQueueRule(Service.SANE, 1);
  }

  @Override
  List<SaneCase> cases() {
    return SaneCase.all();
  }

  /// The negative twin: the same rules, carrier included, and nobody at the queue.
  @TestFactory
  Stream<DynamicTest> refusedWithoutDaemon() {
    return play(HelperProvider.absent(provider()), "no daemon: ", SaneCase.all(), Stage::refuses);
  }
}
