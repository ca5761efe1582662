// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// rpcbind asked through a firewall, through plain queue rules on the running kernel.
final class RelatdQueueRuleRpcTest extends ThroughFirewall {

  @Override
  HelperProvider provider() {
    return new RelatdQueueRule(Service.RPC, 4);
  }

  @Override
  List<RpcCase> cases() {
    return RpcCase.all(RpcCase.PORT_MAPPER);
  }

  /// The negative twin: the same rules, carrier included, and nobody at the queue.
  @TestFactory
  Stream<DynamicTest> refusedWithoutDaemon() {
    return play(
        HelperProvider.absent(provider()),
        "no daemon: ",
        RpcCase.all(RpcCase.PORT_MAPPER),
        Stage::refuses);
  }
}
