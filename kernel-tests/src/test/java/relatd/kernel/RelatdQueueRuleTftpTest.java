// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Files over TFTP, through plain queue rules on the running kernel.
final class RelatdQueueRuleTftpTest extends ThroughFirewall {

  @Override
  HelperProvider provider() {
    return new RelatdQueueRule(Service.TFTP, 1);
  }

  @Override
  List<TftpCase> cases() {
    return TftpCase.all(Translation.NONE);
  }

  /// The negative twin: the same rules, carrier included, and nobody at the queue.
  @TestFactory
  Stream<DynamicTest> refusedWithoutDaemon() {
    return play(
        HelperProvider.absent(provider()),
        "no daemon: ",
        TftpCase.all(Translation.NONE),
        Stage::refuses);
  }
}
