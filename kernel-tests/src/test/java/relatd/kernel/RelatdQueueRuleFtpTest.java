// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// relatd through plain queue rules, on the running kernel.
final class RelatdQueueRuleFtpTest extends ThroughFirewall {

  @Override
  HelperProvider provider() {
    return new RelatdQueueRule(Service.FTP, 1);
  }

  @Override
  List<FtpCase> cases() {
    return Stream.concat(FtpCase.all().stream(), FtpCase.inPieces().stream()).toList();
  }

  /// The negative twin: the same rules, carrier included, and nobody at the queue.
  @TestFactory
  Stream<DynamicTest> dataConnectionsAreRefusedWithoutDaemon() {
    return play(
        HelperProvider.absent(provider()), "no daemon: ", FtpCase.untranslated(), Stage::refuses);
  }
}
