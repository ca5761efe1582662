// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// SIP calls with audio both ways, through plain queue rules on the running kernel.
final class RelatdQueueRuleSipTest extends ThroughFirewall {

  @Override
  HelperProvider provider() {
    return new RelatdQueueRule(Service.SIP, 4);
  }

  @Override
  List<SipCase> cases() {
    return SipCase.all(Translation.NONE, Translation.SOURCE);
  }

  /// The negative twin: the same rules, carrier included, and nobody at the queue.
  @TestFactory
  Stream<DynamicTest> refusedWithoutDaemon() {
    return play(
        HelperProvider.absent(provider()),
        "no daemon: ",
        SipCase.all(Translation.NONE),
        Stage::refuses);
  }
}
