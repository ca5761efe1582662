// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Direct connections of IRC, through plain queue rules on the running kernel.
final class RelatdQueueRuleIrcTest extends ThroughFirewall {

  @Override
  HelperProvider provider() {
    return new RelatdQueueRule(Service.IRC, 1);
  }

  @Override
  List<IrcCase> cases() {
    return IrcCase.all(Translation.NONE);
  }

  /// The negative twin: the same rules, carrier included, and nobody at the queue.
  @TestFactory
  Stream<DynamicTest> refusedWithoutDaemon() {
    return play(
        HelperProvider.absent(provider()),
        "no daemon: ",
        IrcCase.all(Translation.NONE),
        Stage::refuses);
  }
}
