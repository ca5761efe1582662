// SPDX-License-Identifier: Apache-2.0
package relatd.kernel;

/// Service requests that a scripted agent answers.
final class RelatdQueueRuleSlpTest extends ThroughQueueRules {
  RelatdQueueRuleSlpTest() {
    super(
        new RelatdQueueRule(Service.SLP, 4),
        GroupCase.all(GroupProtocol.SLP),
        GroupCase.all(GroupProtocol.SLP));
  }
}
