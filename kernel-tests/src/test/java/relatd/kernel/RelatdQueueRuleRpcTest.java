// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

/// rpcbind asked by rpcinfo.
final class RelatdQueueRuleRpcTest extends ThroughQueueRules {
  RelatdQueueRuleRpcTest() {
    super(
        new RelatdQueueRule(Service.RPC, 4),
        RpcCase.all(RpcCase.PORT_MAPPER),
        RpcCase.all(RpcCase.PORT_MAPPER));
  }
}
