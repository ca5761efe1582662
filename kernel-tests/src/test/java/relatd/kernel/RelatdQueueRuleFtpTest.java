// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// relatd through plain queue rules, on the running kernel.
final class RelatdQueueRuleFtpTest extends FtpThroughFirewall {

  @Override
  HelperProvider provider() {
    return new RelatdQueueRule();
  }

  @Override
  List<FtpCase> cases() {
    return Stream.concat(FtpCase.all().stream(), FtpCase.inPieces().stream()).toList();
  }

  /// The negative twin: the same rules, carrier included, and nobody at the queue.
  @TestFactory
  Stream<DynamicTest> dataConnectionsAreRefusedWithoutDaemon() {
    FtpStage stage = openOrSkip(HelperProvider.absent(provider()));
    return FtpCase.withOneClient().stream()
        .filter(one -> one.translation() == Translation.NONE)
        .map(one -> DynamicTest.dynamicTest("no daemon: " + one, () -> stage.refusesData(one)))
        .onClose(stage::close);
  }
}
