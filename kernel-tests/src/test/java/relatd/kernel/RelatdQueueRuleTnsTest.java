// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Sessions of a scripted TNS listener redirected, through plain queue rules on the running kernel.
final class RelatdQueueRuleTnsTest extends ThroughFirewall {

  @Override
  HelperProvider provider() {
    return new RelatdQueueRule(Service.TNS, 1);
  }

  @Override
  List<TnsCase> cases() {
    return TnsCase.all(1, Translation.NONE, Translation.SOURCE, Translation.DESTINATION);
  }

  /// The negative twin: the same rules, carrier included, and nobody at the queue.
  @TestFactory
  Stream<DynamicTest> refusedWithoutDaemon() {
    return play(
        HelperProvider.absent(provider()),
        "no daemon: ",
        TnsCase.all(1, Translation.NONE),
        Stage::refuses);
  }
}
